//! The closest of some names, for hints.

/// The candidate that is closest to `name`, if one is close enough to be a slip of the keyboard: at most one edit per
/// three letters, and at least one. Swapping two neighbours is one edit.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().collect();
    let limit = (name.len() / 3).max(1);
    let mut rows = Rows::default();
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(name.len()) <= limit)
        .filter_map(|candidate| Some((rows.distance(&name, candidate, limit)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Room for the rows of a table, kept from one candidate to the next: there may be thousands.
#[derive(Default)]
struct Rows {
    candidate: Vec<char>,
    before_previous: Vec<usize>,
    previous: Vec<usize>,
    current: Vec<usize>,
}

impl Rows {
    /// Edits (insert, delete, replace, swap neighbours) that lead from one name to the other. `None` when they are more than
    /// `limit`.
    fn distance(&mut self, name: &[char], candidate: &str, limit: usize) -> Option<usize> {
        let Rows { candidate: letters, before_previous, previous, current } = self;
        letters.clear();
        letters.extend(candidate.chars());
        let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
        previous.clear();
        previous.extend(0..=letters.len());
        before_previous.clear();
        for (i, left) in name.iter().enumerate() {
            current.clear();
            current.push(i + 1);
            let mut least = i + 1;
            for (j, right) in letters.iter().enumerate() {
                let replace = at(previous, j) + usize::from(left != right);
                let mut best = replace.min(at(previous, j + 1) + 1).min(at(current, j) + 1);
                let swapped = i > 0 && j > 0 && name.get(i - 1) == Some(right) && letters.get(j - 1) == Some(left);
                if swapped {
                    best = best.min(at(before_previous, j - 1) + 1);
                }
                current.push(best);
                least = least.min(best);
            }
            // A swap reaches over one row.
            if least > limit + 1 {
                return None;
            }
            std::mem::swap(before_previous, previous);
            std::mem::swap(previous, current);
        }
        Some(at(previous, letters.len())).filter(|distance| *distance <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, nearest};

    #[test]
    fn distances() {
        let mut rows = Rows::default();
        for (a, b, expected) in [("get", "get", 0), ("gte", "get", 1), ("ws", "wss", 1), ("post", "put", 2)] {
            let a: Vec<char> = a.chars().collect();
            assert_eq!(rows.distance(&a, b, 2), Some(expected), "{a:?} {b}");
            assert_eq!(expected == 0, rows.distance(&a, b, 0).is_some(), "{a:?} {b}");
        }
    }

    #[test]
    fn only_close_names_are_offered() {
        let names = ["get", "post", "authenticated", "ws"];
        assert_eq!(nearest("autenticated", names.into_iter()), Some("authenticated"));
        assert_eq!(nearest("pots", names.into_iter()), Some("post"));
        assert_eq!(nearest("banana", names.into_iter()), None);
    }
}
