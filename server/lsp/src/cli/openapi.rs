//! `fitz-lsp openapi`: the OpenAPI document of a program.

use clap::Args;
use fitz_analysis::program;
use fitz_schema::OpenApiOptions;

use super::documents::{DocumentArguments, tell_what_is_odd};
use super::outcome::Outcome;

#[derive(Args)]
pub(super) struct OpenApiArguments {
    #[command(flatten)]
    document: DocumentArguments,
}

/// Prints the document of one program. A program with errors has a document too, of what is known; stderr tells.
pub(super) fn run(arguments: &OpenApiArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let Some((host, entry)) = arguments.document.load(&mut outcome) else {
        return outcome;
    };
    let db = host.db();
    let document = fitz_schema::openapi_document(db, entry, OpenApiOptions { common: arguments.document.options() });
    tell_what_is_odd(db, entry, document, &mut outcome);
    if program(db, entry).routes.is_empty() {
        outcome.note(
            "the program has no HTTP route, so the document has no path",
            "put `@get(\"/path\")` above the function that serves one",
        );
    }
    arguments.document.deliver(document, "openapi", &mut outcome);
    outcome
}
