//! Changes of how something is written, for any program: extract, inline, rewrite, move. One file for each family.

mod annotate;
mod asynchrony;
mod boolean;
mod early_return;
mod extract_constant;
mod extract_function;
mod extract_variable;
mod fill;
mod imports;
mod inline;
mod move_item;
mod nodes;
mod parentheses;

use super::Entry;
pub(super) use asynchrony::future_fix;
pub(super) use fill::FIELDS;
pub(super) use move_item::{EXISTING as MOVE, existing as moves};

/// All of them, in the order of a menu.
pub(super) const ENTRIES: &[Entry] = &[
    extract_variable::ENTRY,
    extract_constant::ENTRY,
    extract_function::ENTRY,
    inline::VARIABLE,
    inline::CONSTANT,
    inline::CALL,
    move_item::ENTRY,
    fill::ARMS,
    fill::FIELDS,
    asynchrony::AWAIT,
    asynchrony::TRY,
    asynchrony::MAKE_ASYNC,
    asynchrony::REMOVE_ASYNC,
    annotate::RETURN_TYPE,
    annotate::VARIABLE,
    annotate::PARAMETER,
    boolean::INVERT_IF,
    boolean::DE_MORGAN,
    boolean::FLIP,
    boolean::MERGE_IF,
    boolean::SPLIT_IF,
    early_return::GUARD,
    early_return::NO_ELSE,
    parentheses::ENTRY,
    imports::MERGE,
    imports::SPLIT,
    imports::QUALIFY,
];
