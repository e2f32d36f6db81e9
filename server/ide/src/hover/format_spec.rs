//! What a format prints: `{value:>10.2f}`.

use std::fmt::Write as _;

/// The parts of a format.
#[derive(Debug, Default)]
struct Format {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    is_alternate: bool,
    is_zero_padded: bool,
    width: Option<usize>,
    group: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

/// The parts in words, and an example where there is one. `None` when the format is not valid.
pub(super) fn sections(spec: &str) -> Option<Vec<String>> {
    let format = Format::parse(spec)?;
    let mut list = String::new();
    for part in format.words() {
        let _ = write!(list, "{}- {part}", if list.is_empty() { "" } else { "\n" });
    }
    if list.is_empty() {
        return None;
    }
    let example = format.example().map(|(value, printed)| format!("`{value}` is printed as `{printed}`"));
    Some(std::iter::once(list).chain(example).collect())
}

impl Format {
    fn parse(spec: &str) -> Option<Format> {
        let mut format = Format::default();
        let mut rest = spec;
        let mut characters = spec.chars();
        let (first, second) = (characters.next(), characters.next());
        if second.is_some_and(is_align) {
            (format.fill, format.align) = (first, second);
            rest = characters.as_str();
        } else if let Some(align) = first.filter(|it| is_align(*it)) {
            format.align = Some(align);
            rest = spec.strip_prefix(align)?;
        }
        format.sign = take(&mut rest, &['+', '-', ' ']);
        format.is_alternate = take(&mut rest, &['#']).is_some();
        format.is_zero_padded = take(&mut rest, &['0']).is_some();
        format.width = number(&mut rest)?;
        format.group = take(&mut rest, &[',', '_']);
        if take(&mut rest, &['.']).is_some() {
            format.precision = Some(number(&mut rest)??);
        }
        format.kind = take(&mut rest, &['b', 'c', 'd', 'e', 'E', 'f', 'F', 'g', 'G', 'o', 's', 'x', 'X', '%']);
        rest.is_empty().then_some(format)
    }

    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.kind.map(kind).map(str::to_owned));
        if let Some(width) = self.width {
            let side = match self.align {
                Some('<') => ", on the left",
                Some('>') => ", on the right",
                Some('^') => ", in the middle",
                Some('=') => ", filled between the sign and the digits",
                _ if self.is_zero_padded => ", filled with zeros",
                _ => "",
            };
            words.push(format!("at least {} wide{side}", count(width, "character")));
        }
        if let Some(fill) = self.fill {
            words.push(format!("filled with `{fill}`"));
        }
        match self.sign {
            Some('+') => words.push("with a sign, also before positive numbers".to_owned()),
            Some(' ') => words.push("with a space before positive numbers".to_owned()),
            Some(_) => words.push("with a sign before negative numbers alone".to_owned()),
            None => {}
        }
        if self.is_alternate {
            words.push("with the prefix of its base".to_owned());
        }
        if let Some(group) = self.group {
            words.push(format!("groups of digits separated by `{group}`"));
        }
        if let Some(precision) = self.precision {
            words.push(match self.kind {
                Some('f' | 'F' | 'e' | 'E' | '%') => format!("{} behind the point", count(precision, "digit")),
                Some('s') => format!("at most {}", count(precision, "character")),
                _ => format!("a precision of {precision}"),
            });
        }
        words
    }

    /// A text that does not fill the width.
    fn word(&self) -> &'static str {
        if self.width.is_some_and(|width| width < 6) { "a" } else { "text" }
    }

    /// A value, and how it is printed. Only for forms of which the outcome is beyond doubt.
    fn example(&self) -> Option<(&'static str, String)> {
        let (value, digits, prefix) = match self.kind {
            Some('f' | 'F') => ("1234.5", format!("{:.*}", self.precision?, 1234.5), ""),
            Some('%') => ("0.25", format!("{:.*}%", self.precision?, 25.0), ""),
            Some('d') => ("1234", "1234".to_owned(), ""),
            Some('x') => ("255", "ff".to_owned(), "0x"),
            Some('b') => ("5", "101".to_owned(), "0b"),
            Some('o') => ("8", "10".to_owned(), "0o"),
            Some('s') => (self.word(), self.word().to_owned(), ""),
            None if self.precision.is_none() && self.sign.is_none() && self.group.is_none() => {
                (self.word(), self.word().to_owned(), "")
            }
            _ => return None,
        };
        let is_text = value == self.word();
        let is_doubtful = match self.kind {
            Some('s') => self.precision.is_some(),
            Some('x' | 'b' | 'o') => self.group.is_some() || self.precision.is_some(),
            Some('d') => self.precision.is_some(),
            _ => false,
        } || self.width.is_some() && self.align.is_none() && !self.is_zero_padded
            || self.align == Some('=')
            || self.is_zero_padded && (is_text || self.group.is_some() || self.align.is_some())
            || self.is_alternate && prefix.is_empty();
        if is_doubtful {
            return None;
        }
        let sign = self.sign.filter(|sign| *sign != '-').map(String::from).unwrap_or_default();
        let head = sign + if self.is_alternate { prefix } else { "" };
        let digits = match self.group {
            Some(group) => grouped(&digits, group),
            None => digits,
        };
        Some((value, self.padded(&head, &digits)?))
    }

    fn padded(&self, head: &str, digits: &str) -> Option<String> {
        let length = head.len() + digits.len();
        let missing = self.width.unwrap_or(0).saturating_sub(length);
        if missing > 40 {
            return None;
        }
        let fill = |count: usize| self.fill.unwrap_or(' ').to_string().repeat(count);
        Some(match self.align {
            None => format!("{head}{}{digits}", "0".repeat(missing)),
            Some('<') => format!("{head}{digits}{}", fill(missing)),
            Some('^') => format!("{}{head}{digits}{}", fill(missing / 2), fill(missing - missing / 2)),
            Some(_) => format!("{}{head}{digits}", fill(missing)),
        })
    }
}

/// What the type of a format does.
fn kind(kind: char) -> &'static str {
    match kind {
        'b' => "a whole number in base 2",
        'c' => "the character of a number",
        'd' => "a whole number",
        'e' | 'E' => "a number with an exponent",
        'f' | 'F' => "a number with a decimal point",
        'g' | 'G' => "a number, with an exponent where it is very large or small",
        'o' => "a whole number in base 8",
        'x' => "a whole number in base 16, with small letters",
        'X' => "a whole number in base 16, with capital letters",
        '%' => "a number as a percentage",
        _ => "a text",
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn is_align(character: char) -> bool {
    matches!(character, '<' | '>' | '^' | '=')
}

fn take(rest: &mut &str, wanted: &[char]) -> Option<char> {
    let first = rest.chars().next().filter(|first| wanted.contains(first))?;
    *rest = rest.strip_prefix(first)?;
    Some(first)
}

/// The number at the start, if there is one. `None` outside when it is too large.
fn number(rest: &mut &str) -> Option<Option<usize>> {
    let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at_checked(end)?;
    *rest = behind;
    if digits.is_empty() { Some(None) } else { digits.parse().ok().map(Some) }
}

/// A number whose digits before the point are in groups of three.
fn grouped(number: &str, separator: char) -> String {
    let (whole, fraction) = number.split_at_checked(number.find('.').unwrap_or(number.len())).unwrap_or((number, ""));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text + fraction
}
