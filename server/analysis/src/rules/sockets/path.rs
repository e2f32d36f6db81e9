//! `ws/path-slash`: the path of an endpoint.

use fitz_rules::families::endpoints::PATH_SLASH;
use fitz_syntax::{TextRange, TextSize};

use crate::diagnostic::Finding;
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((path, literal)) = view.socket_path() else { return };
    if path.starts_with('/') {
        return;
    }
    let message = format!("The path `{path}` does not start with `/`.");
    let finding = Finding::new(&PATH_SLASH, literal, message).hint("Paths are absolute: write `/` first.");
    let is_plain = view.source(literal).starts_with('"') && !view.source(literal).starts_with("\"\"\"");
    let start = TextRange::empty(literal.start() + TextSize::of('"'));
    found.push(if is_plain { finding.fix("Insert `/`", vec![(start, "/".to_owned())]) } else { finding });
}
