//! `textDocument/completion` and `completionItem/resolve`

use fitz_analysis::{ItemId, ItemKind, Name};
use fitz_ide::CompletionItem;
use fitz_syntax::TextRange;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types as lsp;
use tower_lsp::lsp_types::{CompletionParams, Url};

use crate::server::client::CompletionSupport;
use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::{Place, View};

/// What can stand at the cursor.
pub(in crate::server) struct Completion;

/// A list of items: what the protocol library sends has no defaults.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct List {
    is_incomplete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_defaults: Option<Defaults>,
    items: Vec<Item>,
}

/// An item as `lsp-types` has it, and what that leaves out.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(flatten)]
    item: lsp::CompletionItem,
    /// What is inserted in the range of the defaults, when it is not the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_edit_text: Option<String>,
}

/// What holds for every item that does not say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Defaults {
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_range: Option<Value>,
}

/// What an item says of itself, to be asked about again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(in crate::server) struct Data {
    /// The document in which completion was asked.
    uri: Url,
    /// What the item is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    declaration: Option<Declaration>,
    /// Whether its documentation is left out.
    #[serde(default)]
    documentation: bool,
    /// Whether its detail is left out.
    #[serde(default)]
    detail: bool,
    /// The module that the label is imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    import: Option<String>,
}

/// The name of an [`ItemId`].
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Declaration {
    file: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    name: String,
    #[serde(default, skip_serializing_if = "is_first")]
    ordinal: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_first(ordinal: &u32) -> bool {
    *ordinal == 0
}

impl RequestHandler for Completion {
    const METHOD: &'static str = "textDocument/completion";
    type Params = CompletionParams;
    type Answer = Option<List>;

    fn document(params: &CompletionParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(view: &View, params: CompletionParams) -> Result<Option<List>> {
        let position = params.text_document_position;
        let Some(place) = view.analysed_place(&position) else { return Ok(None) };
        let mut list = fitz_ide::completion_list(view.db(), place.file, place.offset);
        // Clients sort by `sortText` alone or not at all; either way the same list comes in the same order.
        list.items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
        let Some(first) = list.items.first().map(|item| Replaced::new(view, &place, item.replace)) else {
            return Ok(Some(List { is_incomplete: list.is_cut, item_defaults: None, items: Vec::new() }));
        };
        let is_shared =
            view.supports().completion.default_range && list.items.iter().all(|item| item.replace == first.range);
        let imports = fitz_ide::Imports::new(view.db(), place.file);
        let asked = Asked { view, place: &place, uri: &position.text_document.uri, first, is_shared, imports };
        let items = list.items.into_iter().map(|item| asked.item(item)).collect();
        let item_defaults = is_shared.then(|| Defaults { edit_range: Some(asked.edit_range()) });
        Ok(Some(List { is_incomplete: list.is_cut, item_defaults, items }))
    }

    fn nothing() -> Option<List> {
        None
    }
}

/// What an item replaces, as the protocol says it.
#[derive(Clone, Copy)]
struct Replaced {
    range: TextRange,
    whole: lsp::Range,
    /// The part before the cursor.
    insert: lsp::Range,
}

impl Replaced {
    fn new(view: &View, place: &Place, range: TextRange) -> Replaced {
        let end = place.offset.clamp(range.start(), range.end());
        let [whole, insert] = [range, TextRange::new(range.start(), end)].map(|range| view.range(place.file, range));
        Replaced { range, whole, insert }
    }
}

/// A request for completion while it is answered.
struct Asked<'a> {
    view: &'a View,
    place: &'a Place,
    uri: &'a Url,
    /// What the first item replaces, and most others as well.
    first: Replaced,
    /// Whether this stands in the defaults, for all do.
    is_shared: bool,
    imports: fitz_ide::Imports,
}

impl Asked<'_> {
    fn supports(&self) -> CompletionSupport {
        self.view.supports().completion
    }

    fn edit_range(&self) -> Value {
        let Replaced { whole, insert, .. } = self.first;
        if self.supports().insert_replace { json!({ "insert": insert, "replace": whole }) } else { json!(whole) }
    }

    fn item(&self, mut item: CompletionItem) -> Item {
        let supports = self.supports();
        let data = self.data(&item);
        let module = item.import.as_deref().map(dotted);
        let edit = item
            .import
            .take()
            .filter(|_| !supports.resolves_edits)
            .map(|module| self.imports.edit(&module, &item.label));
        let label_details = supports.label_details.then(|| to_proto::label_details(&item, module.clone())).flatten();
        if let Some(module) = module.filter(|_| !supports.label_details) {
            item.detail = Some(match item.detail.take() {
                Some(detail) => format!("{detail} (from {module})"),
                None => format!("from {module}"),
            });
        }
        if let Some(data) = &data {
            item.documentation = item.documentation.filter(|_| !data.documentation);
            item.detail = item.detail.filter(|_| !data.detail);
        }
        let replace = item.replace;
        let additional = std::mem::take(&mut item.additional).into_iter().chain(edit);
        let additional: Vec<_> = additional.map(|edit| self.text_edit(edit)).collect();
        let mut answer = to_proto::completion_item(item, self.view.supports());
        answer.label_details = label_details;
        answer.additional_text_edits = (!additional.is_empty()).then_some(additional);
        answer.data = data.and_then(|data| serde_json::to_value(data).ok());
        self.with_text(answer, replace)
    }

    fn text_edit(&self, (range, new_text): (TextRange, String)) -> lsp::TextEdit {
        lsp::TextEdit { range: self.view.range(self.place.file, range), new_text }
    }

    /// The item with the text that it inserts, which it carries as its insert text so far.
    fn with_text(&self, mut item: lsp::CompletionItem, replace: TextRange) -> Item {
        let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        if self.is_shared {
            let text_edit_text = (new_text != item.label).then_some(new_text);
            return Item { item, text_edit_text };
        }
        let is_first = replace == self.first.range;
        let Replaced { whole, insert, .. } =
            if is_first { self.first } else { Replaced::new(self.view, self.place, replace) };
        item.text_edit = Some(if self.supports().insert_replace {
            lsp::CompletionTextEdit::InsertAndReplace(lsp::InsertReplaceEdit { new_text, insert, replace: whole })
        } else {
            lsp::CompletionTextEdit::Edit(lsp::TextEdit { range: whole, new_text })
        });
        Item { item, text_edit_text: None }
    }

    /// What the item is asked about later. `None` when nothing is left to ask.
    fn data(&self, item: &CompletionItem) -> Option<Data> {
        let supports = self.supports();
        let declaration = item.declaration.as_ref();
        let documentation = supports.resolves_documentation && declaration.is_some() && item.documentation.is_some();
        // The list tells what a method gives to the very value before the dot, and without details of labels which module is
        // imported; the declaration alone does not.
        let is_of_declaration = declaration.is_some_and(|id| id.kind != ItemKind::Method);
        let detail = supports.resolves_detail && is_of_declaration && (item.import.is_none() || supports.label_details);
        let import = item.import.as_deref().filter(|_| supports.resolves_edits).map(dotted);
        let declaration = declaration.filter(|_| documentation || detail).map(|id| Declaration::new(self.view, id));
        let is_needed = declaration.is_some() || import.is_some();
        is_needed.then(|| Data { uri: self.uri.clone(), declaration, documentation, detail, import })
    }
}

fn dotted(module: &[Name]) -> String {
    module.iter().map(Name::as_str).collect::<Vec<_>>().join(".")
}

impl Declaration {
    fn new(view: &View, id: &ItemId) -> Declaration {
        Declaration {
            file: id.file.path(view.db()).to_string(),
            kind: kind_name(id.kind).to_owned(),
            owner: id.owner.as_ref().map(ToString::to_string),
            name: id.name.to_string(),
            ordinal: id.ordinal,
        }
    }

    fn id(&self, view: &View) -> Option<ItemId> {
        let file = fitz_analysis::any_file(view.db(), &fitz_analysis::FilePath::new(&self.file))?;
        let kinds = [ItemKind::Function, ItemKind::Method, ItemKind::Type, ItemKind::Global];
        let kind = kinds.into_iter().find(|kind| kind_name(*kind) == self.kind)?;
        let owner = self.owner.as_deref().map(Name::from);
        Some(ItemId { file, kind, owner, name: Name::from(self.name.as_str()), ordinal: self.ordinal })
    }
}

fn kind_name(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Function => "function",
        ItemKind::Method => "method",
        ItemKind::Type => "type",
        ItemKind::Global => "global",
        ItemKind::Import | ItemKind::Statement => "other",
    }
}

/// The rest of an item, once the user looks at it.
pub(in crate::server) struct CompletionResolve;

/// An item that came from us, as the client gives it back.
#[derive(Clone, Debug, Serialize)]
pub(in crate::server) struct ItemToResolve {
    item: Value,
    data: Data,
}

impl ItemToResolve {
    /// `None` for an item of which nothing is left to say.
    pub(in crate::server) fn new(item: &Value) -> Option<ItemToResolve> {
        let data = Data::deserialize(item.get("data")?).ok()?;
        Some(ItemToResolve { item: item.clone(), data })
    }
}

impl RequestHandler for CompletionResolve {
    const METHOD: &'static str = "completionItem/resolve";
    type Params = ItemToResolve;
    type Answer = Option<Value>;

    fn document(params: &ItemToResolve) -> &Url {
        &params.data.uri
    }

    fn answer(view: &View, params: ItemToResolve) -> Result<Option<Value>> {
        let ItemToResolve { mut item, data } = params;
        let label = item.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(fields) = item.as_object_mut() else { return Ok(None) };
        if let Some(id) = data.declaration.and_then(|declaration| declaration.id(view)) {
            let documentation = fitz_ide::completion_documentation(view.db(), &id).filter(|_| data.documentation);
            if let Some(text) = documentation {
                fields.insert("documentation".to_owned(), json!(to_proto::documentation(text, view.supports())));
            }
            if let Some(detail) = fitz_ide::completion_detail(view.db(), &id).filter(|_| data.detail) {
                fields.insert("detail".to_owned(), json!(detail));
            }
        }
        if let (Some(module), Some(file)) = (data.import, view.file(&data.uri)) {
            let module: Vec<Name> = module.split('.').map(Name::from).collect();
            let (range, new_text) = fitz_ide::Imports::new(view.db(), file).edit(&module, &label);
            let edit = lsp::TextEdit { range: view.range(file, range), new_text };
            fields.insert("additionalTextEdits".to_owned(), json!([edit]));
        }
        Ok(Some(item))
    }

    fn nothing() -> Option<Value> {
        None
    }
}
