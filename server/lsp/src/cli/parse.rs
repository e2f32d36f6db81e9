//! `fitz-lsp parse`: prints the syntax tree of files.

use std::fmt::Write as _;

use fitz_syntax::{PositionEncoding, SourceText, SyntaxTree, TextSize, syntax_errors, tree_text};

use super::outcome::Outcome;
use super::{ParseArguments, inputs};

/// Parses each file and prints its tree, then what is wrong with its syntax.
pub(super) fn run(arguments: &ParseArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let several = arguments.paths.len() > 1;
    for path in &arguments.paths {
        let Some(input) = inputs::read_one(path, &mut outcome) else { continue };
        let tree = SyntaxTree::parse(&SourceText::new(&input.text));
        let errors = syntax_errors(&tree);
        if !errors.is_empty() {
            outcome.found_errors();
        }
        if arguments.quiet {
            continue;
        }
        if several {
            let _ = writeln!(outcome.output, "{}:", input.name);
        }
        outcome.output.push_str(&tree_text(&tree, None));
        for error in errors {
            let place = place(tree.text(), error.range.start());
            let _ = writeln!(outcome.output, "{}:{place}: {}", input.name, error.message);
        }
    }
    outcome
}

/// A place as people count: line and character, the first ones are 1.
fn place(text: &SourceText, offset: TextSize) -> String {
    let position = text.position(offset, PositionEncoding::Utf32);
    format!("{}:{}", position.line + 1, position.character + 1)
}
