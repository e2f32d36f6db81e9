//! `fitz-lsp asyncapi`: the AsyncAPI document of a program.

use clap::{Args, Subcommand, ValueEnum};
use fitz_analysis::program;
use fitz_schema::{AsyncApiOptions, Profile, SpecVersion};

use super::diff::{self, DiffArguments};
use super::documents::{DocumentArguments, tell_what_is_odd};
use super::outcome::Outcome;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct AsyncApiArguments {
    #[command(subcommand)]
    command: Option<AsyncApiCommand>,

    #[command(flatten)]
    document: DocumentArguments,

    /// The shape of the document
    #[arg(long, value_name = "PROFILE", default_value = "article")]
    profile: ProfileArgument,

    /// The version of AsyncAPI
    #[arg(long, value_name = "VERSION", default_value = "3.0.0")]
    spec_version: VersionArgument,

    /// Say that a token in the query (`?token=`) suffices to authenticate
    #[arg(long)]
    query_token: bool,
}

#[derive(Subcommand)]
enum AsyncApiCommand {
    /// Tell what changed for clients between two documents, programs, or git revisions of them
    #[command(after_help = diff::AFTER_HELP)]
    Diff(DiffArguments),
}

#[derive(Clone, Copy, ValueEnum)]
enum ProfileArgument {
    /// Messages with their types written out
    Article,
    /// Messages that refer to types in the components, for code generators
    Refs,
    /// What a running server of today serves, for comparing with it; not a valid document
    Reference,
}

#[derive(Clone, Copy, ValueEnum)]
enum VersionArgument {
    #[value(name = "3.0.0")]
    V3_0,
    #[value(name = "3.1.0")]
    V3_1,
}

/// Prints the document of one program, or what changed between two. A program with errors has a document too, of what is known; stderr tells.
pub(super) fn run(arguments: &AsyncApiArguments) -> Outcome {
    if let Some(AsyncApiCommand::Diff(arguments)) = &arguments.command {
        return diff::run(arguments);
    }
    let mut outcome = Outcome::default();
    let Some((host, entry)) = arguments.document.load(&mut outcome) else {
        return outcome;
    };
    let db = host.db();
    let document = fitz_schema::asyncapi_document(db, entry, arguments.options());
    tell_what_is_odd(db, entry, document, &mut outcome);
    if program(db, entry).sockets.is_empty() {
        outcome.note(
            "the program has no WebSocket endpoint, so the document has no channel",
            "put `@ws(\"/path\")` above the function that serves one",
        );
    }
    if matches!(arguments.profile, ProfileArgument::Reference) {
        outcome.note(
            "a document of this profile is not valid AsyncAPI",
            "use it to compare with `/asyncapi.json` of a running server, and another profile for everything else",
        );
    }
    arguments.document.deliver(document, "asyncapi", &mut outcome);
    outcome
}

impl AsyncApiArguments {
    fn options(&self) -> AsyncApiOptions {
        AsyncApiOptions {
            profile: match self.profile {
                ProfileArgument::Article => Profile::Article,
                ProfileArgument::Refs => Profile::Refs,
                ProfileArgument::Reference => Profile::Reference,
            },
            spec_version: match self.spec_version {
                VersionArgument::V3_0 => SpecVersion::V3_0,
                VersionArgument::V3_1 => SpecVersion::V3_1,
            },
            query_token: self.query_token,
            common: self.document.options(),
        }
    }
}
