//! The header `Cookie` of a handshake. A document has one property for it, whose description lists the cookies: this is the
//! one place that knows how, for those who write documents and for those who compare them.

/// The header.
pub(crate) const COOKIE: &str = "Cookie";

const START: &str = "Cookies that are read: ";
const REQUIRED: &str = " (required)";

/// What a document says about cookies: their names, and whether a client must send them.
pub(crate) fn description<'a>(cookies: impl Iterator<Item = (&'a str, bool)>) -> String {
    let named = cookies.map(|(name, required)| format!("`{name}`{}", if required { REQUIRED } else { "" }));
    format!("{START}{}.", named.collect::<Vec<_>>().join(", "))
}

/// The cookies of a description, or `None` when it has other words, as in documents that were written by hand.
pub(crate) fn read(description: &str) -> Option<Vec<(&str, bool)>> {
    let list = description.strip_prefix(START)?.strip_suffix('.')?;
    list.split(", ")
        .map(|entry| {
            let (name, required) = entry.strip_suffix(REQUIRED).map_or((entry, false), |name| (name, true));
            Some((name.strip_prefix('`')?.strip_suffix('`')?, required))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{description, read};

    #[test]
    fn what_is_written_is_read() {
        let cookies = [("session", true), ("theme", false), ("a.b-c", true)];
        let text = description(cookies.into_iter());
        assert_eq!(text, "Cookies that are read: `session` (required), `theme`, `a.b-c` (required).");
        assert_eq!(read(&text), Some(cookies.to_vec()));
        assert_eq!(read("The session of the user."), None);
    }
}
