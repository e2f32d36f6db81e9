//! Reproducible choices.

/// A small generator of random numbers (SplitMix64): the same seed gives the same mistakes on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }

    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }

    /// The name with a slip of the keyboard: two letters swapped, one lost, or one doubled. `None` when each slip gives a
    /// name that is in use.
    pub(crate) fn misspell(&mut self, name: &str, is_used: impl Fn(&str) -> bool) -> Option<String> {
        let letters: Vec<char> = name.chars().collect();
        let slips = letters.len() * 3;
        let first = self.below(slips.max(1));
        (0..slips).map(|slip| slipped(&letters, (first + slip) % slips)).find(|slip| {
            let starts_well = slip.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
            starts_well && slip != name && !slip.trim_matches('_').is_empty() && !is_used(slip)
        })
    }
}

fn slipped(letters: &[char], slip: usize) -> String {
    let (place, kind) = (slip / 3, slip % 3);
    let mut slipped = letters.to_vec();
    match kind {
        0 if place + 1 < slipped.len() => slipped.swap(place, place + 1),
        1 if slipped.len() > 2 => drop(slipped.remove(place)),
        _ => slipped.insert(place, letters[place]),
    }
    slipped.into_iter().collect()
}

#[test]
fn a_slip_is_another_name_that_nobody_uses() {
    let mut random = Random::new(7);
    for name in ["n", "ab", "total", "with_tax", "_spare"] {
        for _ in 0..50 {
            let slip = random.misspell(name, |slip| slip == "totl").expect("there are many slips");
            assert!(slip != name && slip != "totl" && slip.len().abs_diff(name.len()) <= 1, "{slip}");
        }
    }
    assert_eq!(random.misspell("n", |_| true), None);
}
