//! How well a name answers a query.

/// The worth of a character that stands right behind the one matched before.
const NEXT_TO_THE_LAST: i32 = 4;
/// The worth of a character that begins a word.
const START_OF_A_WORD: i32 = 6;
/// The worth of a name that contains the query as it is.
const WHOLE_QUERY: i32 = 20;
/// The worth of a name that is the query.
const SAME: i32 = 40;

/// The score of a name in which the characters of the query stand in this order, whatever their case; higher is better. `None`
/// for any other name. White space in the query means nothing.
pub(super) fn score(query: &str, name: &str) -> Option<i32> {
    let wanted: Vec<char> = query.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut score = 0;
    let mut rest = wanted.iter().peekable();
    let (mut before, mut is_next) = (None, false);
    for character in name.chars() {
        let is_match = rest.peek().is_some_and(|wanted| character.to_lowercase().eq([**wanted]));
        if is_match {
            rest.next();
            score += 1;
            score += if is_next { NEXT_TO_THE_LAST } else { 0 };
            score += if starts_word(before, character) { START_OF_A_WORD } else { 0 };
        }
        is_next = is_match;
        before = Some(character);
    }
    if rest.next().is_some() {
        return None;
    }
    let (name, query) = (name.to_lowercase(), wanted.iter().collect::<String>());
    score += if name.contains(&query) { WHOLE_QUERY } else { 0 };
    score += if name == query { SAME } else { 0 };
    Some(score)
}

/// Whether a word begins with a character: `dB` of `userDb` as well as the one behind `_`.
fn starts_word(before: Option<char>, character: char) -> bool {
    match before {
        None => true,
        Some(before) => !before.is_alphanumeric() || (before.is_lowercase() && character.is_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn characters_stand_in_order() {
        assert!(score("dsh", "dashboard").is_some());
        assert!(score("DSH", "dashboard").is_some());
        assert!(score("@ws /dash", "@ws /dashboard").is_some());
        assert!(score("", "dashboard").is_some());
        assert_eq!(score("hsd", "dashboard"), None);
        assert_eq!(score("dashboards", "dashboard"), None);
    }

    #[test]
    fn better_names_score_higher() {
        let order = |query: &str, names: [&str; 3]| {
            let scores = names.map(|name| score(query, name).unwrap());
            assert!(scores[0] > scores[1] && scores[1] > scores[2], "{query}: {scores:?}");
        };
        order("user", ["user", "user_of", "unused_parser"]);
        order("dash", ["dash", "@ws /dash", "add_a_share"]);
        order("cu", ["current_user", "accurate", "accept_all_up"]);
    }
}
