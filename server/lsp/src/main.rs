//! `fitz-lsp`: the language server of Fitz, and its command line.
//!
//! This crate is the only one that knows a protocol, a terminal or a disk. It must never contain a rule of the language:
//! those are below, in `fitz-analysis` and `fitz-ide`. Start reading at [`server::run_stdio`] for the language server
//! and at [`cli::run`] for the command line.

mod cli;
mod git_cache;
mod path_kind;
mod server;

use std::process::ExitCode;

/// Trees and tables are many small pieces: a cold check takes a tenth less time than with the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
