//! What people repeat while they work on this repository: `cargo xtask --help`.

mod bench;
mod codegen;
mod dist;
mod process;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The repository's own tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate what comes from the grammar: the parser, the node kinds and the typed syntax tree
    ///
    /// All of it is committed. Run this after a change of `tree-sitter-fitz/grammar.js`.
    Codegen {
        /// Write nothing; fail when a committed file is stale
        #[arg(long)]
        check: bool,
    },
    /// Install what the tests need and run them
    ///
    /// Prints a summary of the parts at the end. A tool that is missing is installed; if that is not possible, the part
    /// that needs it has failed. PROPTEST_CASES sets how many cases each property test tries (10,000 unless it is set).
    Test {
        /// Which tests
        #[arg(value_enum, default_value = "all")]
        which: test::Which,
    },
    /// Build the release binary and the VS Code extension into `target/dist`
    Dist,
    /// Run the benchmarks, in a release build
    Bench {
        /// Run only benchmarks whose name contains this
        filter: Option<String>,
    },
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let root = root();
    // All paths of the tasks are relative to the root, wherever the task is started.
    if let Err(error) = std::env::set_current_dir(&root) {
        eprintln!("error: cannot work in {}: {error}", root.display());
        return ExitCode::FAILURE;
    }
    let result = match line.task {
        Task::Codegen { check } => codegen::run(check),
        Task::Test { which } => test::run(which),
        Task::Dist => dist::run().map(|dist| println!("{}\n{}", dist.binary.display(), dist.extension.display())),
        Task::Bench { filter } => bench::run(filter.as_deref()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}
