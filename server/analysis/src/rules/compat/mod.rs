//! `compat/…`: forms that these tools accept and that `fitz` itself refuses today. Each finding is a hint with the form that
//! both take.

mod bare_keys;
mod broadcasts;
mod database;
mod jumps;
mod paths;
mod type_names;
mod waits;

pub(super) use paths::header_name;

use super::ItemContext;
use super::view::View;
use crate::diagnostic::Finding;
use crate::scope::is_declaration_file;

/// The findings of an item.
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    if is_declaration_file(context.db, context.item.id(context.db).file) {
        return;
    }
    let view = context.view();
    let forms: [fn(&View<'_>, &mut Vec<Finding>); 7] = [
        bare_keys::check,
        broadcasts::check,
        database::check,
        jumps::check,
        paths::check,
        type_names::check,
        waits::check,
    ];
    for form in forms {
        form(&view, found);
    }
}
