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

/// The grammar's numbers of the fields, by [`Field`].
static FIELDS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    // The grammar has every field that was generated from it; 0 is no field at all.
    Field::ALL.iter().map(|field| LANGUAGE.field_id_for_name(field.name()).map_or(0, u16::from)).collect()
});

/// The grammar of Fitz.
pub(crate) fn language() -> &'static Language {
    &LANGUAGE
}

/// The kind of a node with this number. Tree-sitter gives `u16::MAX` to the nodes that hold errors.
pub(crate) fn kind(id: u16) -> SyntaxKind {
    KINDS.get(usize::from(id)).copied().unwrap_or(SyntaxKind::Error)
}

/// The grammar's number of a field.
pub(crate) fn field_id(field: Field) -> u16 {
    FIELDS.get(field as usize).copied().unwrap_or_default()
}
