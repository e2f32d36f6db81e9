//! The grammar, and the way from its numbers to [`SyntaxKind`] and back.

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::generated::kinds::{Field, SyntaxKind};

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| Language::new(tree_sitter_fitz::LANGUAGE));

/// The kinds by the grammar's number of the node. The numbers are those of one generated parser and may
/// change with any change of the grammar, names do not; so the table is made from the names.
static KINDS: LazyLock<Vec<SyntaxKind>> = LazyLock::new(|| {
    let count = u16::try_from(LANGUAGE.node_kind_count()).unwrap_or(u16::MAX);
    (0..count)
        .map(|id| {
            let name = LANGUAGE.node_kind_for_id(id).unwrap_or_default();
            // What has no kind is hidden, and no node that we see is of it.
            SyntaxKind::from_grammar(name, LANGUAGE.node_kind_is_named(id)).unwrap_or(SyntaxKind::Error)
        })
        .collect()
});

/// The fields by the grammar's number; 0 is no field at all.
static FIELDS: LazyLock<Vec<Option<Field>>> = LazyLock::new(|| {
    let count = u16::try_from(LANGUAGE.field_count()).unwrap_or(u16::MAX);
    (0..=count).map(|id| LANGUAGE.field_name_for_id(id).and_then(Field::from_name)).collect()
});

/// The grammar of Fitz.
pub(crate) fn language() -> &'static Language {
    &LANGUAGE
}

/// The kind of a node with this number. Tree-sitter gives `u16::MAX` to the nodes that hold errors.
pub(crate) fn kind(id: u16) -> SyntaxKind {
    KINDS.get(usize::from(id)).copied().unwrap_or(SyntaxKind::Error)
}

/// The field with this number.
pub(crate) fn field(id: u16) -> Option<Field> {
    FIELDS.get(usize::from(id)).copied().flatten()
}
