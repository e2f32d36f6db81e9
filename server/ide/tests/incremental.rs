//! After any edits every answer equals that of a fresh start on the resulting text.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

use std::sync::Arc;

use fitz_analysis::{Db, FilePath, Host, SourceFile, file, item_range, items, parse};
use fitz_ide::{
    HintOptions, code_lenses, completions, diagnostics, document_highlights, document_symbols, endpoints,
    folding_ranges, hover, incoming_calls, inlay_hints, outgoing_calls, rename, semantic_tokens,
};
use fitz_syntax::{Document, Position, PositionEncoding, SourceText, SyntaxKind, TextChange, TextSize};
use proptest::prelude::*;

const PROGRAMS: [&str; 4] = [
    include_str!("../../../tests/apps/dashboard.fitz"),
    include_str!("../../../tests/apps/typed_channel.fitz"),
    include_str!("../../../tests/samples/realtime.fitz"),
    include_str!("../../../tests/samples/types.fitz"),
];

/// What people type, and what breaks trees.
const INSERTS: [&str; 30] = [
    "x",
    " ",
    "\n",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "\"\"\"",
    ".",
    "conn.",
    "@",
    "@ws(\"/x\")\n",
    "fn f() {\n",
    "async ",
    "let x = ",
    "match ",
    "=> ",
    "// ",
    "/*",
    "*/",
    "type T {\n",
    "\u{1F680}",
    "é",
    "\r\n",
    "import util\n",
    "Ok(v) => v,\n",
    "ws.broadcast(\"/dashboard\", ",
    "return",
    ": WsConn<Int>",
];

#[derive(Clone, Debug)]
struct Edit {
    /// Where, as a share of the text.
    at: f64,
    /// How many characters go.
    delete: usize,
    /// What comes instead: an index into [`INSERTS`].
    insert: usize,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0.0..1.0_f64, 0..40_usize, 0..INSERTS.len(), any::<bool>())
        .prop_map(|(at, delete, insert, deletes)| Edit { at, delete: if deletes { delete } else { 0 }, insert });
    prop::collection::vec(edit, 1..4)
}

/// Everything that the editor shows of a file, with positions.
#[derive(Debug, PartialEq)]
struct Answers {
    tree: String,
    items: String,
    diagnostics: String,
    symbols: String,
    folds: String,
    tokens: String,
    lenses: String,
    hints: String,
    endpoints: String,
    hovers: Vec<String>,
    places: Vec<String>,
    completions: Vec<String>,
}

fn answers(db: &dyn Db, source: SourceFile, probes: &[f64]) -> Answers {
    let text = &source.content(db).text;
    let names: Vec<TextSize> = parse(db, source)
        .root()
        .tokens()
        .filter(|token| token.kind() == SyntaxKind::Identifier)
        .map(|token| token.range().start())
        .collect();
    let strings = parse(db, source);
    let paths: Vec<TextSize> = strings
        .root()
        .tokens()
        .filter(|token| token.kind() == SyntaxKind::StringContent && token.text().starts_with('/'))
        .map(|token| token.range().start())
        .collect();
    let chosen = |share: &f64| names.get((share * names.len() as f64) as usize).copied();
    let offset_of = |share: &f64| {
        let offset = (share * f64::from(u32::from(text.len()))) as u32;
        let mut offset = TextSize::from(offset);
        while text.char_at(offset).is_none() && offset < text.len() {
            offset += TextSize::from(1);
        }
        offset
    };
    for finding in diagnostics(db, source) {
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|(range, _)| range);
        let related = finding.related.iter().filter(|it| it.file == source).map(|it| &it.range);
        for range in edits.chain(related).chain([&finding.range]) {
            assert!(range.end() <= text.len(), "{} is outside of the text: {finding:?}", finding.code);
        }
    }
    Answers {
        tree: parse(db, source).root().dump(),
        items: format!(
            "{:?}",
            items(db, source).iter().map(|item| (item.text(db), item_range(db, *item))).collect::<Vec<_>>()
        ),
        diagnostics: format!("{:?}", diagnostics(db, source)),
        symbols: format!("{:?}", document_symbols(db, source)),
        folds: format!("{:?}", folding_ranges(db, source)),
        tokens: format!("{:?}", semantic_tokens(db, source, None)),
        lenses: format!("{:?}", code_lenses(db, source)),
        hints: format!("{:?}", inlay_hints(db, source, text.range(), &HintOptions::default())),
        endpoints: format!("{:?}", endpoints(db, source).endpoints),
        places: probes
            .iter()
            .filter_map(chosen)
            .chain(paths.first().copied())
            .map(|offset| {
                let calls = (incoming_calls(db, source, offset), outgoing_calls(db, source, offset));
                let highlights = document_highlights(db, source, offset);
                format!("{calls:?} {highlights:?} {:?}", rename(db, source, offset, "/other"))
            })
            .collect(),
        hovers: probes
            .iter()
            .filter_map(chosen)
            .map(|offset| format!("{:?}", hover(db, source, offset, 0, &|_, _| None)))
            .collect(),
        completions: probes
            .iter()
            .map(offset_of)
            .map(|offset| {
                let mut labels: Vec<String> = completions(db, source, offset)
                    .into_iter()
                    .map(|item| format!("{} {:?} {:?}", item.label, item.detail, item.replace))
                    .collect();
                labels.sort();
                labels.join("\n")
            })
            .collect(),
    }
}

fn position(text: &SourceText, share: f64) -> Position {
    let characters = text.to_string().chars().count();
    let index = (share * characters as f64) as usize;
    let offset: usize = text.to_string().chars().take(index).map(char::len_utf8).sum();
    text.position(TextSize::try_from(offset).unwrap(), PositionEncoding::Utf16)
}

proptest! {
    // `PROPTEST_CASES` raises the number.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.min(10_000), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn answers_after_edits_equal_those_of_a_fresh_start(
        program in 0..PROGRAMS.len(),
        edits in edits(),
        probes in prop::collection::vec(0.0..1.0_f64, 3),
    ) {
        thread_local! {
            // The standard library is the same for all cases.
            static HOSTS: std::cell::RefCell<(Host, Host)> = std::cell::RefCell::new((Host::new(), Host::new()));
        }
        HOSTS.with_borrow_mut(|(edited, fresh)| {
            let path = FilePath::new("/srv/main.fitz");
            let mut document = Document::open(PROGRAMS[program], 0);
            edited.set_open(&path, document.tree().clone());
            let source = file(edited.db(), &path).unwrap();
            let _ = answers(edited.db(), source, &probes);
            for (version, edit) in edits.iter().enumerate() {
                let start = position(document.text(), edit.at);
                let text = document.text().clone();
                let from = text.offset(start, PositionEncoding::Utf16);
                let removed: TextSize = text.chars_from(from).take(edit.delete).map(TextSize::of).sum();
                let end = text.position(from + removed, PositionEncoding::Utf16);
                let change = TextChange::Edit { range: (start, end), text: INSERTS[edit.insert].to_owned() };
                document.apply(i32::try_from(version).unwrap() + 1, &[change], PositionEncoding::Utf16);
                edited.set_open(&path, document.tree().clone());
            }
            let after = answers(edited.db(), source, &probes);
            edited.close(&path);

            fresh.set_disk(&path, Some(Arc::from(document.text().to_string())));
            let expected = answers(fresh.db(), file(fresh.db(), &path).unwrap(), &probes);
            fresh.set_disk(&path, None);
            prop_assert_eq!(after, expected);
            Ok(())
        })?;
    }
}
