//! Code lenses above `@ws`, and above what is used elsewhere.

use fitz_analysis::{Db, ItemKind, SourceFile, file_items, lowered, resolve_pointer};
use fitz_syntax::TextRange;

use crate::endpoints::sockets_in_file;
use crate::references::references;

/// A line of text above a declaration that can be clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// What it is about.
    pub range: TextRange,
    /// What it says.
    pub title: String,
    /// What a click does.
    pub action: LensAction,
}

/// What a click on a [`CodeLens`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensAction {
    /// Lists the places that send to the clients of the endpoint.
    ShowPushes(Vec<(SourceFile, TextRange)>),
    /// Shows the AsyncAPI document of the program.
    Preview,
    /// Shows the messages of the endpoint with this path.
    MessageTable(String),
}

/// The lenses of a file: for each `@ws`, the number of pushes, the preview and the message table.
pub fn code_lenses(db: &dyn Db, file: SourceFile) -> Vec<CodeLens> {
    let mut lenses = Vec::new();
    for (_, socket) in sockets_in_file(db, file) {
        let Some((_, range)) = resolve_pointer(db, &socket.decorator) else { continue };
        let pushes: Vec<_> =
            socket.pushes.iter().filter_map(|push| resolve_pointer(db, &push.source(db)?.call)).collect();
        let title = match pushes.len() {
            0 => "no pushes".to_owned(),
            1 => "1 push".to_owned(),
            count => format!("{count} pushes"),
        };
        let mut lens = |title: String, action| lenses.push(CodeLens { range, title, action });
        lens(title, LensAction::ShowPushes(pushes));
        lens("preview".to_owned(), LensAction::Preview);
        if let Some(path) = &socket.path {
            lens("message table".to_owned(), LensAction::MessageTable(path.text.clone()));
        }
    }
    lenses
}

/// The names of the functions, methods and types of a file, whose uses a lens can count: see [`uses`]. What has a decorator is
/// left out: it is called by what the decorator stands for.
pub fn counted_names(db: &dyn Db, file: SourceFile) -> Vec<TextRange> {
    let name = |(item, range): &(fitz_analysis::Item<'_>, TextRange)| {
        let is_counted = matches!(item.id(db).kind, ItemKind::Function | ItemKind::Method | ItemKind::Type);
        let lowered = lowered(db, *item);
        let name = lowered.name_range.filter(|name| is_counted && !name.is_empty() && lowered.decorators.is_empty())?;
        name.checked_add(range.start())
    };
    file_items(db, file).items.iter().filter_map(name).collect()
}

/// Where the name at the start of `name` is used, and what a lens says of it.
pub fn uses(db: &dyn Db, file: SourceFile, name: TextRange) -> (String, Vec<(SourceFile, TextRange)>) {
    let found = references(db, file, name.start(), false).unwrap_or_default();
    let title = match found.len() {
        0 => "no references".to_owned(),
        1 => "1 reference".to_owned(),
        count => format!("{count} references"),
    };
    (title, found.into_iter().map(|it| (it.file, it.range)).collect())
}
