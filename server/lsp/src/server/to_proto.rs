//! From our types to those of the protocol.

use fitz_analysis::{Diagnostic, FilePath, Fix, Severity, SourceFile, Tag};
use fitz_ide::{
    CallItem, CallItemKind, CompletionItem, CompletionKind, DocumentSymbol, FoldingKind, FoldingRange, HintKind,
    HintPart, Hover, InlayHint, NavigationTarget, Renaming, SemanticToken, SymbolKind,
};
use fitz_syntax::{PositionEncoding, SourceText, TextRange, TextSize};
use tower_lsp::lsp_types as lsp;
use tower_lsp::lsp_types::Url;

use super::client::Supports;
use super::disk;
use super::view::View;

/// What findings and logs name as their source.
const SOURCE: &str = "fitz";

/// The name of a file that is not open. `None` for a document that has neither a path nor a URI.
pub(super) fn url(path: &FilePath) -> Option<Url> {
    if !disk::is_on_disk(path) && !path.as_str().starts_with('/') {
        return Url::parse(path.as_str()).ok();
    }
    Url::from_file_path(path.as_str()).ok()
}

/// The position of an offset.
pub(super) fn position(text: &SourceText, offset: TextSize, encoding: PositionEncoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position::new(position.line, position.character)
}

/// The positions of the two ends of a range.
pub(super) fn range(text: &SourceText, range: TextRange, encoding: PositionEncoding) -> lsp::Range {
    lsp::Range::new(position(text, range.start(), encoding), position(text, range.end(), encoding))
}

/// The name of an encoding.
pub(super) fn encoding(encoding: PositionEncoding) -> lsp::PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

/// A finding.
pub(super) fn diagnostic(view: &View, file: SourceFile, finding: &Diagnostic) -> lsp::Diagnostic {
    let supports = view.supports();
    let message = match &finding.hint {
        Some(hint) => format!("{}\n{hint}", finding.message),
        None => finding.message.clone(),
    };
    let related = || {
        let related = |related: &fitz_analysis::Related| {
            let location = view.location(related.file, related.range)?;
            Some(lsp::DiagnosticRelatedInformation { location, message: related.message.clone() })
        };
        let related: Vec<_> = finding.related.iter().filter_map(related).collect();
        (!related.is_empty()).then_some(related)
    };
    lsp::Diagnostic {
        range: view.range(file, finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.code.to_owned())),
        code_description: supports.code_description.then(|| rule_page(finding.code)).flatten(),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: supports.related_information.then(related).flatten(),
        tags: finding.tag.and_then(|tag| tags(tag, supports)),
        data: (supports.diagnostic_data && !finding.fixes.is_empty()).then(|| {
            let titles: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
            serde_json::json!({ "fixes": titles })
        }),
    }
}

fn rule_page(code: &str) -> Option<lsp::CodeDescription> {
    let href = Url::parse(&fitz_rules::page_url(code)).ok()?;
    Some(lsp::CodeDescription { href })
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// How the client is to draw a finding. `None` when it does not know that way: such clients show the finding as any other.
fn tags(tag: Tag, supports: &Supports) -> Option<Vec<lsp::DiagnosticTag>> {
    let (is_known, tag) = match tag {
        Tag::Unnecessary => (supports.unnecessary_tag, lsp::DiagnosticTag::UNNECESSARY),
        Tag::Deprecated => (supports.deprecated_tag, lsp::DiagnosticTag::DEPRECATED),
    };
    is_known.then(|| vec![tag])
}

/// A fix of a finding in `file`, as an edit.
pub(super) fn fix(view: &View, file: SourceFile, fix: &Fix) -> Option<lsp::WorkspaceEdit> {
    workspace_edit(view, &[(fix.file.unwrap_or(file), fix.edits.clone())])
}

/// Edits of files, by file. Those of open documents carry their version where the client checks it. `None` when a file has no
/// name that a client could open: half of an edit is worse than none.
pub(super) fn workspace_edit(
    view: &View,
    files: &[(SourceFile, Vec<(TextRange, String)>)],
) -> Option<lsp::WorkspaceEdit> {
    let edits = |(file, edits): &(SourceFile, Vec<(TextRange, String)>)| {
        let edit = |(range, new_text): &(TextRange, String)| lsp::TextEdit {
            range: view.range(*file, *range),
            new_text: new_text.clone(),
        };
        Some((view.url(*file)?, edits.iter().map(edit).collect::<Vec<_>>()))
    };
    let files: Option<Vec<(Url, Vec<lsp::TextEdit>)>> = files.iter().map(edits).collect();
    if !view.supports().document_changes {
        return Some(lsp::WorkspaceEdit::new(files?.into_iter().collect()));
    }
    let document = |(uri, edits): (Url, Vec<lsp::TextEdit>)| lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { version: view.version(&uri), uri },
        edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
    };
    Some(lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(files?.into_iter().map(document).collect())),
        ..lsp::WorkspaceEdit::default()
    })
}

/// What a rename changes. The file is renamed last, so that all edits name its present path. `None` as above.
pub(super) fn renaming(view: &View, renaming: &Renaming) -> Option<lsp::WorkspaceEdit> {
    let edit = workspace_edit(view, &renaming.edits)?;
    let Some((file, to)) = &renaming.moved else { return Some(edit) };
    let rename = lsp::RenameFile {
        old_uri: view.url(*file)?,
        new_uri: url(to)?,
        options: Some(lsp::RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
        annotation_id: None,
    };
    let edits = match edit.document_changes {
        Some(lsp::DocumentChanges::Edits(edits)) => edits,
        _ => Vec::new(),
    };
    let edits = edits.into_iter().map(lsp::DocumentChangeOperation::Edit);
    let operations = edits.chain([lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Rename(rename))]).collect();
    Some(lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Operations(operations)),
        ..lsp::WorkspaceEdit::default()
    })
}

/// Edits of files, and a new file. `None` as for [`workspace_edit`]. The client must be able to create files.
pub(super) fn edit_with_new_file(
    view: &View,
    path: &FilePath,
    text: String,
    files: &[(SourceFile, Vec<(TextRange, String)>)],
) -> Option<lsp::WorkspaceEdit> {
    let uri = url(path)?;
    let Some(lsp::DocumentChanges::Edits(edits)) = workspace_edit(view, files)?.document_changes else { return None };
    let options = Some(lsp::CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
    let create = lsp::ResourceOp::Create(lsp::CreateFile { uri: uri.clone(), options, annotation_id: None });
    let start = lsp::Range::default();
    let fill = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![lsp::OneOf::Left(lsp::TextEdit { range: start, new_text: text })],
    };
    let operations = [lsp::DocumentChangeOperation::Op(create)].into_iter();
    let edits = [fill].into_iter().chain(edits).map(lsp::DocumentChangeOperation::Edit);
    Some(lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Operations(operations.chain(edits).collect())),
        ..lsp::WorkspaceEdit::default()
    })
}

/// An item of the call hierarchy.
pub(super) fn call_item(view: &View, item: &CallItem) -> Option<lsp::CallHierarchyItem> {
    let NavigationTarget { file, full_range, focus_range } = item.target;
    Some(lsp::CallHierarchyItem {
        name: item.name.clone(),
        kind: match item.kind {
            CallItemKind::Function => lsp::SymbolKind::FUNCTION,
            CallItemKind::Method => lsp::SymbolKind::METHOD,
            CallItemKind::Handler => lsp::SymbolKind::INTERFACE,
            CallItemKind::Module => lsp::SymbolKind::MODULE,
        },
        tags: None,
        detail: item.detail.clone(),
        uri: view.url(file)?,
        range: view.range(file, full_range),
        selection_range: view.range(file, focus_range),
        data: None,
    })
}

/// An inlay hint. Its parts lead to the declarations that they name.
pub(super) fn inlay_hint(view: &View, file: SourceFile, hint: InlayHint) -> lsp::InlayHint {
    let part = |part: HintPart| lsp::InlayHintLabelPart {
        value: part.text,
        location: part.target.and_then(|target| view.location(target.file, target.focus_range)),
        ..lsp::InlayHintLabelPart::default()
    };
    let at = position(view.text(file), hint.offset, view.encoding());
    let edit = |new_text| lsp::TextEdit { range: lsp::Range::new(at, at), new_text };
    lsp::InlayHint {
        position: at,
        label: lsp::InlayHintLabel::LabelParts(hint.parts.into_iter().map(part).collect()),
        kind: Some(match hint.kind {
            HintKind::Parameter => lsp::InlayHintKind::PARAMETER,
            HintKind::Type | HintKind::Frame => lsp::InlayHintKind::TYPE,
        }),
        text_edits: hint.inserts.map(|text| vec![edit(text)]),
        tooltip: hint.tooltip.map(|text| lsp::InlayHintTooltip::String(text.to_owned())),
        padding_left: (hint.kind == HintKind::Frame).then_some(true),
        padding_right: (hint.kind == HintKind::Parameter).then_some(true),
        data: None,
    }
}

/// A hover. Clients without Markdown get its source, which is written to be readable as it is.
pub(super) fn hover(view: &View, file: SourceFile, hover: Hover) -> lsp::Hover {
    let contents = lsp::HoverContents::Markup(markup(hover.markdown, view.supports().hover_markdown));
    lsp::Hover { contents, range: Some(view.range(file, hover.range)) }
}

/// A text for people, of the kind that the client shows.
pub(super) fn markup(markdown: String, supported: bool) -> lsp::MarkupContent {
    let kind = if supported { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
    lsp::MarkupContent { kind, value: markdown }
}

/// A completion item, with the text to insert as `insert_text` where that is not the label. Where the text goes is for the
/// list to say.
#[allow(deprecated)] // Older clients know no tags.
pub(super) fn completion_item(item: CompletionItem, supports: &Supports) -> lsp::CompletionItem {
    let completion = supports.completion;
    let is_snippet = item.is_snippet && completion.snippets;
    let is_deprecated = item.facts.is_deprecated;
    lsp::CompletionItem {
        kind: Some(completion_kind(item.kind)),
        tags: (is_deprecated && completion.deprecated_tag).then(|| vec![lsp::CompletionItemTag::DEPRECATED]),
        deprecated: (is_deprecated && completion.deprecated && !completion.deprecated_tag).then_some(true),
        detail: item.detail,
        documentation: item.documentation.map(|text| documentation(text, supports)),
        sort_text: Some(item.sort),
        filter_text: item.filter,
        insert_text_format: is_snippet.then_some(lsp::InsertTextFormat::SNIPPET),
        insert_text: if item.is_snippet && !completion.snippets { item.plain } else { item.insert },
        label: item.label,
        ..lsp::CompletionItem::default()
    }
}

/// The documentation of a completion item.
pub(super) fn documentation(text: String, supports: &Supports) -> lsp::Documentation {
    lsp::Documentation::MarkupContent(markup(text, supports.completion.markdown))
}

/// What stands beside a label: the parameters of a function, the type of a value, the module of what is imported.
pub(super) fn label_details(item: &CompletionItem, module: Option<String>) -> Option<lsp::CompletionItemLabelDetails> {
    let declared = item.detail.as_deref();
    let parameters = declared
        .filter(|_| matches!(item.kind, CompletionKind::Function | CompletionKind::Method))
        .and_then(|declared| declared.find('(').map(|start| declared.split_at(start).1.to_owned()));
    let is_value = matches!(item.kind, CompletionKind::Variable | CompletionKind::Field);
    let ty = declared.filter(|_| is_value).map(|declared| declared.rsplit_once(": ").map_or(declared, |(_, ty)| ty));
    let description = module.or_else(|| ty.map(str::to_owned));
    let is_something = parameters.is_some() || description.is_some();
    is_something.then_some(lsp::CompletionItemLabelDetails { detail: parameters, description })
}

fn completion_kind(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Function => lsp::CompletionItemKind::FUNCTION,
        CompletionKind::Method => lsp::CompletionItemKind::METHOD,
        CompletionKind::Field => lsp::CompletionItemKind::FIELD,
        CompletionKind::Variable => lsp::CompletionItemKind::VARIABLE,
        CompletionKind::Type => lsp::CompletionItemKind::CLASS,
        CompletionKind::Module => lsp::CompletionItemKind::MODULE,
        CompletionKind::Keyword | CompletionKind::Decorator => lsp::CompletionItemKind::KEYWORD,
        CompletionKind::Property => lsp::CompletionItemKind::PROPERTY,
        CompletionKind::Value => lsp::CompletionItemKind::VALUE,
        CompletionKind::File => lsp::CompletionItemKind::FILE,
        CompletionKind::Snippet => lsp::CompletionItemKind::SNIPPET,
    }
}

/// The places of declarations: with the range of the name that was asked about where the client understands links.
pub(super) fn definition(
    view: &View,
    origin: (SourceFile, TextRange),
    targets: &[NavigationTarget],
    links: bool,
) -> lsp::GotoDefinitionResponse {
    if !links {
        let location = |target: &NavigationTarget| view.location(target.file, target.focus_range);
        return lsp::GotoDefinitionResponse::Array(targets.iter().filter_map(location).collect());
    }
    let link = |target: &NavigationTarget| {
        Some(lsp::LocationLink {
            origin_selection_range: Some(view.range(origin.0, origin.1)),
            target_uri: view.url(target.file)?,
            target_range: view.range(target.file, target.full_range),
            target_selection_range: view.range(target.file, target.focus_range),
        })
    };
    lsp::GotoDefinitionResponse::Link(targets.iter().filter_map(link).collect())
}

/// An outline, as deep as the client can show it.
pub(super) fn document_symbols(
    view: &View,
    file: SourceFile,
    symbols: Vec<DocumentSymbol>,
) -> Option<lsp::DocumentSymbolResponse> {
    if view.supports().nested_symbols {
        let symbols = symbols.into_iter().map(|symbol| nested_symbol(view, file, symbol)).collect();
        return Some(lsp::DocumentSymbolResponse::Nested(symbols));
    }
    let url = view.url(file)?;
    let mut flat = Vec::new();
    flatten(view, file, &url, None, symbols, &mut flat);
    Some(lsp::DocumentSymbolResponse::Flat(flat))
}

#[allow(deprecated)] // The field `deprecated` must be given and is not used.
fn nested_symbol(view: &View, file: SourceFile, symbol: DocumentSymbol) -> lsp::DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested_symbol(view, file, child)).collect();
    lsp::DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: view.range(file, symbol.full_range),
        selection_range: view.range(file, symbol.focus_range),
        children: (!children.is_empty()).then_some(children),
    }
}

#[allow(deprecated)] // As above.
fn flatten(
    view: &View,
    file: SourceFile,
    url: &Url,
    container: Option<&str>,
    symbols: Vec<DocumentSymbol>,
    flat: &mut Vec<lsp::SymbolInformation>,
) {
    for symbol in symbols {
        flat.push(lsp::SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: lsp::Location::new(url.clone(), view.range(file, symbol.full_range)),
            container_name: container.map(str::to_owned),
        });
        flatten(view, file, url, Some(&symbol.name), symbol.children, flat);
    }
}

/// The kind of a symbol.
pub(super) fn symbol_kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Function | SymbolKind::Test => lsp::SymbolKind::FUNCTION,
        SymbolKind::Method => lsp::SymbolKind::METHOD,
        SymbolKind::Type => lsp::SymbolKind::STRUCT,
        SymbolKind::Field => lsp::SymbolKind::FIELD,
        SymbolKind::Variable => lsp::SymbolKind::VARIABLE,
        SymbolKind::Endpoint => lsp::SymbolKind::INTERFACE,
    }
}

/// A foldable region, or `None` when nothing is left to fold.
///
/// A client that folds whole lines hides everything up to the end line, so the line of the closing brace is left out.
/// Comments and imports have no closing line.
pub(super) fn folding_range(
    text: &SourceText,
    region: &FoldingRange,
    encoding: PositionEncoding,
    supports: &Supports,
) -> Option<lsp::FoldingRange> {
    let (start, end) = (position(text, region.range.start(), encoding), position(text, region.range.end(), encoding));
    let kind = match region.kind {
        FoldingKind::Region => lsp::FoldingRangeKind::Region,
        FoldingKind::Comment => lsp::FoldingRangeKind::Comment,
        FoldingKind::Imports => lsp::FoldingRangeKind::Imports,
    };
    let end_line = match region.kind {
        FoldingKind::Region if supports.folds_lines_only => end.line.saturating_sub(1),
        _ => end.line,
    };
    if end_line <= start.line {
        return None;
    }
    let exactly = |character: u32| (!supports.folds_lines_only).then_some(character);
    Some(lsp::FoldingRange {
        start_line: start.line,
        start_character: exactly(start.character),
        end_line,
        end_character: exactly(end.character),
        kind: Some(kind),
        collapsed_text: None,
    })
}

/// Tokens, each relative to the one before (LSP 3.17, "Semantic Tokens").
pub(super) fn semantic_tokens(
    text: &SourceText,
    tokens: &[SemanticToken],
    encoding: PositionEncoding,
) -> Vec<lsp::SemanticToken> {
    let mut before = lsp::Position::default();
    let mut relative = Vec::with_capacity(tokens.len());
    let text = text.to_string();
    let mut cursor = LineCursor::new(&text, encoding);
    for token in tokens {
        // Clients need not understand a token of several lines, and one that goes backwards shifts all others.
        let Some((start, length)) = cursor.place(token.range).filter(|(start, _)| *start >= before) else { continue };
        let delta_line = start.line - before.line;
        relative.push(lsp::SemanticToken {
            delta_line,
            delta_start: if delta_line == 0 { start.character - before.character } else { start.character },
            length,
            token_type: token_type(token),
            token_modifiers_bitset: token.modifiers.bits(),
        });
        before = start;
    }
    relative
}

/// Finds the positions of ranges that come in the order of the text: it reads on from the last one, where [`position`] would
/// look up the line of each.
struct LineCursor<'a> {
    text: &'a str,
    encoding: PositionEncoding,
    line: u32,
    /// Where the line starts.
    start: usize,
    /// A place in the line, and the units before it.
    offset: usize,
    units: u32,
}

impl<'a> LineCursor<'a> {
    fn new(text: &'a str, encoding: PositionEncoding) -> LineCursor<'a> {
        LineCursor { text, encoding, line: 0, start: 0, offset: 0, units: 0 }
    }

    /// The start and the length of a range; `None` when it is empty or has several lines, or starts on an earlier line than
    /// the range before.
    fn place(&mut self, range: TextRange) -> Option<(lsp::Position, u32)> {
        let range = usize::from(range.start())..usize::from(range.end());
        let token = self.text.get(range.clone()).filter(|text| !text.is_empty() && !text.contains(['\r', '\n']))?;
        if range.start < self.offset {
            (self.offset, self.units) = (self.start, 0);
        }
        for place in self.offset..range.start {
            if self.ends_line(place) {
                self.line += 1;
                self.start = place + 1;
                (self.offset, self.units) = (self.start, 0);
            }
        }
        let start = self.units + self.units_of(self.text.get(self.offset..range.start)?);
        let length = self.units_of(token);
        (self.offset, self.units) = (range.end, start + length);
        Some((lsp::Position::new(self.line, start), length))
    }

    /// Whether a line ends behind this byte: with `\n`, `\r\n` or `\r`.
    fn ends_line(&self, place: usize) -> bool {
        let byte = |place: usize| self.text.as_bytes().get(place);
        byte(place) == Some(&b'\n') || (byte(place) == Some(&b'\r') && byte(place + 1) != Some(&b'\n'))
    }

    fn units_of(&self, text: &str) -> u32 {
        let units = match self.encoding {
            PositionEncoding::Utf16 if !text.is_ascii() => text.chars().map(char::len_utf16).sum(),
            PositionEncoding::Utf32 if !text.is_ascii() => text.chars().count(),
            _ => text.len(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }
}

/// The place of a token's kind in the legend, which is [`fitz_ide::TokenKind::ALL`].
fn token_type(token: &SemanticToken) -> u32 {
    let place = fitz_ide::TokenKind::ALL.iter().position(|kind| *kind == token.kind);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use fitz_ide::{TokenKind, TokenModifiers};

    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, uri) in [
            ("/srv/main.fitz", "file:///srv/main.fitz"),
            ("/srv/with space/ä.fitz", "file:///srv/with%20space/%C3%A4.fitz"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
        ] {
            assert_eq!(url(&FilePath::new(path)).unwrap().as_str(), uri);
        }
    }

    #[test]
    fn tags_are_sent_to_clients_that_know_them() {
        let fades = Supports { unnecessary_tag: true, ..Supports::default() };
        let strikes = Supports { deprecated_tag: true, ..Supports::default() };
        assert_eq!(tags(Tag::Unnecessary, &fades), Some(vec![lsp::DiagnosticTag::UNNECESSARY]));
        assert_eq!(tags(Tag::Unnecessary, &strikes), None);
        assert_eq!(tags(Tag::Deprecated, &strikes), Some(vec![lsp::DiagnosticTag::DEPRECATED]));
        assert_eq!(tags(Tag::Deprecated, &fades), None);
    }

    #[test]
    fn tokens_are_relative_and_stay_on_their_line() {
        let text = SourceText::new("let 🎯 = a\n/* two\nlines */ b\n");
        let token = |start: u32, end: u32| SemanticToken {
            range: TextRange::new(start.into(), end.into()),
            kind: TokenKind::Type,
            modifiers: TokenModifiers::ASYNC,
        };
        let tokens = [token(0, 3), token(4, 8), token(11, 12), token(13, 28), token(29, 30)];
        let relative = |encoding| {
            let tokens = semantic_tokens(&text, &tokens, encoding);
            tokens.iter().map(|it| (it.delta_line, it.delta_start, it.length)).collect::<Vec<_>>()
        };
        assert_eq!(relative(PositionEncoding::Utf8), [(0, 0, 3), (0, 4, 4), (0, 7, 1), (2, 9, 1)]);
        assert_eq!(relative(PositionEncoding::Utf16), [(0, 0, 3), (0, 4, 2), (0, 5, 1), (2, 9, 1)]);
        assert_eq!(relative(PositionEncoding::Utf32), [(0, 0, 3), (0, 4, 1), (0, 4, 1), (2, 9, 1)]);
        let first = &semantic_tokens(&text, &tokens, PositionEncoding::Utf8)[0];
        assert_eq!((first.token_type, first.token_modifiers_bitset), (1, 2));
    }

    proptest::proptest! {
        #[test]
        fn a_cursor_finds_what_each_position_is(text in "[a-c🎯ä\r\n ]{0,40}", cuts in proptest::collection::vec(0usize..40, 2..12)) {
            let source = SourceText::new(&text);
            let boundaries: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
            let place = |cut: usize| TextSize::try_from(boundaries[cut % boundaries.len()]).unwrap();
            for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
                let mut cursor = LineCursor::new(&text, encoding);
                for pair in cuts.windows(2) {
                    let (a, b) = (place(pair[0]), place(pair[1]));
                    let wanted = TextRange::new(a.min(b), a.max(b));
                    let expected = range(&source, wanted, encoding);
                    // No token ends between `\r` and `\n`.
                    if wanted.end() > source.line_range(expected.end.line).end() {
                        continue;
                    }
                    let is_on_a_line = expected.start.line == expected.end.line && expected.start.line >= cursor.line;
                    let length = || expected.end.character - expected.start.character;
                    let expected = (is_on_a_line && !wanted.is_empty()).then(|| (expected.start, length()));
                    proptest::prop_assert_eq!(cursor.place(wanted), expected);
                }
            }
        }
    }

    #[test]
    fn whole_lines_fold_up_to_the_closing_brace() {
        let text = SourceText::new("fn f() {\n    a\n}\n// b\n// c\n");
        let fold = |start: u32, end: u32, kind, folds_lines_only| {
            let region = FoldingRange { range: TextRange::new(start.into(), end.into()), kind };
            let supports = Supports { folds_lines_only, ..Supports::default() };
            let folded = folding_range(&text, &region, PositionEncoding::Utf8, &supports)?;
            Some((folded.start_line, folded.start_character, folded.end_line, folded.end_character))
        };
        assert_eq!(fold(8, 15, FoldingKind::Region, false), Some((0, Some(8), 2, Some(0))));
        assert_eq!(fold(8, 15, FoldingKind::Region, true), Some((0, None, 1, None)));
        assert_eq!(fold(21, 26, FoldingKind::Comment, true), Some((3, None, 4, None)));
        assert_eq!(fold(0, 8, FoldingKind::Region, true), None);
    }

    #[test]
    fn the_legend_is_complete() {
        for (place, kind) in TokenKind::ALL.into_iter().enumerate() {
            let range = TextRange::new(0.into(), 1.into());
            let token = SemanticToken { range, kind, modifiers: TokenModifiers::NONE };
            assert_eq!(token_type(&token) as usize, place);
        }
    }
}
