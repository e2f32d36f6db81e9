//! Every token of the applications and the programs that means something has a hover.

#![allow(clippy::unwrap_used, reason = "a program that cannot be read fails its test")]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, SourceFile, file, parse};
use fitz_ide::{hover, semantic_tokens};
use fitz_syntax::{SyntaxKind, SyntaxNode};

/// Tokens without a meaning of their own: the `=` of a declaration, and the brackets of type arguments.
fn is_plain(token: SyntaxNode<'_>) -> bool {
    let parent = token.parent().map(SyntaxNode::kind);
    match token.kind() {
        SyntaxKind::Eq => true,
        SyntaxKind::Less | SyntaxKind::Greater => parent == Some(SyntaxKind::TypeArguments),
        SyntaxKind::Minus => parent == Some(SyntaxKind::NegativeLiteral),
        _ => false,
    }
}

/// The kinds that always mean something.
fn is_counted(token: SyntaxNode<'_>) -> bool {
    let kind = token.kind();
    let is_literal = matches!(
        kind,
        SyntaxKind::Integer
            | SyntaxKind::Float
            | SyntaxKind::True
            | SyntaxKind::False
            | SyntaxKind::Null
            | SyntaxKind::EscapeSequence
            | SyntaxKind::FormatSpec
            | SyntaxKind::Label
            | SyntaxKind::WildcardPattern
    );
    let is_operator = matches!(
        kind,
        SyntaxKind::Plus
            | SyntaxKind::Minus
            | SyntaxKind::Star
            | SyntaxKind::Slash
            | SyntaxKind::Percent
            | SyntaxKind::PlusEq
            | SyntaxKind::MinusEq
            | SyntaxKind::StarEq
            | SyntaxKind::SlashEq
            | SyntaxKind::EqEq
            | SyntaxKind::BangEq
            | SyntaxKind::Less
            | SyntaxKind::LessEq
            | SyntaxKind::Greater
            | SyntaxKind::GreaterEq
            | SyntaxKind::Amp
            | SyntaxKind::Pipe
            | SyntaxKind::Caret
            | SyntaxKind::Shl
            | SyntaxKind::Shr
            | SyntaxKind::Question
            | SyntaxKind::DotDot
            | SyntaxKind::DotDotEq
            | SyntaxKind::Arrow
            | SyntaxKind::FatArrow
    );
    is_literal || is_operator || kind.is_keyword() || kind == SyntaxKind::Identifier
}

#[test]
fn tokens_of_whole_programs_have_a_hover() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missing = Vec::new();
    for (host, source) in sources() {
        let db = host.db();
        let names: HashSet<_> = semantic_tokens(db, source, None).into_iter().map(|token| token.range).collect();
        let tree = parse(db, source);
        for token in tree.root().tokens().filter(|token| is_counted(*token) && !is_plain(*token) && !token.is_missing())
        {
            let kind = token.kind();
            // A name that nothing is known of: a field of a Python value, a key of a map.
            if kind == SyntaxKind::Identifier && !names.contains(&token.range()) {
                continue;
            }
            let (found, all) = counts.entry(kind.name()).or_default();
            *all += 1;
            let hover = hover(db, source, token.range().start(), 0, &|_, _| None);
            if hover.is_some_and(|hover| !hover.markdown.trim().is_empty()) {
                *found += 1;
            } else {
                let line = token.source().line_of(token.range().start()) + 1;
                missing.push(format!("{}:{line} {:?} {}", source.path(db), kind, token.text()));
            }
        }
    }
    for (kind, (found, all)) in &counts {
        println!("{kind}: {found} of {all}");
    }
    assert!(counts.get("identifier").is_some_and(|(_, all)| *all > 1_000), "{counts:?}");
    assert!(missing.is_empty(), "{} without a hover:\n{}", missing.len(), missing.join("\n"));
}

/// Each file of the applications and the programs, in a database with the files beside and below it.
fn sources() -> Vec<(Host, SourceFile)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut found = Vec::new();
    for folder in ["apps", "programs"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let own = files_below(&path);
            let name =
                |path: &Path| FilePath::new(&format!("/{}", path.strip_prefix(&root).unwrap().to_str().unwrap()));
            let programs: Vec<_> = own.iter().filter(|path| path.extension().is_some_and(|it| it == "fitz")).collect();
            for program in programs {
                let mut host = Host::new();
                for path in &own {
                    host.set_disk(&name(path), Some(Arc::from(fs::read_to_string(path).unwrap())));
                }
                let source = file(host.db(), &name(program)).unwrap();
                found.push((host, source));
            }
        }
    }
    assert!(found.len() > 20, "only {} files", found.len());
    found
}
