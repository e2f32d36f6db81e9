//! What tokens say that are no names: keywords, operators, numbers, escape sequences, formats, labels.

use fitz_analysis::hir::Lowered;
use fitz_analysis::{Db, Inference, SourceFile, infer, item_at, lowered, parse};
use fitz_syntax::{Bias, SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::keywords::keyword;
use super::{Hover, format_spec, label, literal, operator};
use crate::render;

/// The token that the place is in or before, when it means something by itself.
pub(super) fn behind(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Hover> {
    at(db, file, offset, Bias::Right)
}

/// The same for the token that ends at the place.
pub(super) fn before(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<Hover> {
    at(db, file, offset, Bias::Left)
}

fn at(db: &dyn Db, file: SourceFile, offset: TextSize, bias: Bias) -> Option<Hover> {
    let tree = parse(db, file);
    let token = tree.root().token_at(offset, bias)?;
    let sections = sections(db, file, token)?;
    Some(Hover { range: token.range(), markdown: sections.join("\n\n") })
}

fn sections(db: &dyn Db, file: SourceFile, token: SyntaxNode<'_>) -> Option<Vec<String>> {
    let place = Place::of(db, file, token);
    let kind = token.kind();
    match kind {
        SyntaxKind::Integer | SyntaxKind::Float => literal::number(token),
        SyntaxKind::EscapeSequence => literal::escape(token),
        SyntaxKind::FormatSpec => format_spec::sections(&token.text()),
        SyntaxKind::Label => label::sections(token),
        SyntaxKind::WildcardPattern => Some(vec!["Fits every value and gives it no name.".to_owned()]),
        _ => {
            let operation = place.as_ref().and_then(|place| operator::operation(place, token));
            let about = match keyword(kind) {
                Some(keyword) => {
                    let jump = label::target_of_jump(token);
                    let example = render::code(keyword.example);
                    let about = Some(keyword.about.to_owned());
                    return Some([operation, about, jump, Some(example)].into_iter().flatten().collect());
                }
                None => operator::about(token)?,
            };
            Some(operation.into_iter().chain([about.to_owned()]).collect())
        }
    }
}

/// A token in what its item means.
pub(super) struct Place<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) file: SourceFile,
    pub(super) lowered: &'db Lowered,
    pub(super) inference: &'db Inference,
    /// The token, relative to the item.
    pub(super) range: TextRange,
}

impl<'db> Place<'db> {
    fn of(db: &'db dyn Db, file: SourceFile, token: SyntaxNode<'_>) -> Option<Place<'db>> {
        let (item, start) = item_at(db, file, token.range().start())?;
        let range = token.range().checked_sub(start.start())?;
        Some(Place { db, file, lowered: lowered(db, item), inference: infer(db, item), range })
    }
}
