//! `workspace/symbol` and `workspaceSymbol/resolve`

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, OneOf, Url, WorkspaceLocation, WorkspaceSymbol, WorkspaceSymbolParams};

use crate::server::dispatch::{RequestHandler, whole_workspace};
use crate::server::to_proto;
use crate::server::view::View;

/// The most symbols in one answer: more than anybody reads.
const MOST_SYMBOLS: usize = 256;

/// The declarations and endpoints whose name fits a query.
pub(in crate::server) struct WorkspaceSymbols;

/// Where one of them is.
pub(in crate::server) struct WorkspaceSymbolResolve;

impl WorkspaceSymbols {
    /// The name under which the protocol library gets the request: under its own it knows the older form of the answer alone.
    pub(in crate::server) const ROUTED: &'static str = "fitz/workspaceSymbol";
}

impl RequestHandler for WorkspaceSymbols {
    const METHOD: &'static str = "workspace/symbol";
    type Params = WorkspaceSymbolParams;
    type Answer = Option<Vec<WorkspaceSymbol>>;

    fn document(_: &WorkspaceSymbolParams) -> &Url {
        whole_workspace()
    }

    fn answer(view: &View, params: WorkspaceSymbolParams) -> Result<Option<Vec<WorkspaceSymbol>>> {
        let found = fitz_ide::workspace_symbols(view.db(), &params.query, MOST_SYMBOLS);
        Ok(Some(found.iter().filter_map(|symbol| converted(view, symbol)).collect()))
    }

    fn nothing() -> Option<Vec<WorkspaceSymbol>> {
        None
    }
}

impl RequestHandler for WorkspaceSymbolResolve {
    const METHOD: &'static str = "workspaceSymbol/resolve";
    type Params = WorkspaceSymbol;
    type Answer = WorkspaceSymbol;

    fn document(symbol: &WorkspaceSymbol) -> &Url {
        uri(symbol)
    }

    fn answer(view: &View, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        let key = symbol.data.as_ref().and_then(Value::as_str);
        let found = view.file(uri(&symbol)).zip(key).and_then(|(file, key)| {
            let range = fitz_ide::find_workspace_symbol(view.db(), file, key)?;
            view.location(file, range)
        });
        // A symbol that has gone meanwhile leads to its file.
        let start = || Location::new(uri(&symbol).clone(), tower_lsp::lsp_types::Range::default());
        let location = OneOf::Left(found.unwrap_or_else(start));
        Ok(WorkspaceSymbol { location, ..symbol })
    }

    fn nothing() -> WorkspaceSymbol {
        WorkspaceSymbol {
            name: String::new(),
            kind: tower_lsp::lsp_types::SymbolKind::FILE,
            tags: None,
            container_name: None,
            location: OneOf::Right(WorkspaceLocation { uri: whole_workspace().clone() }),
            data: None,
        }
    }
}

fn uri(symbol: &WorkspaceSymbol) -> &Url {
    match &symbol.location {
        OneOf::Left(location) => &location.uri,
        OneOf::Right(location) => &location.uri,
    }
}

/// A symbol with its place, or with what finds it later where the client asks then.
fn converted(view: &View, symbol: &fitz_ide::WorkspaceSymbol) -> Option<WorkspaceSymbol> {
    let is_lazy = view.supports().lazy_symbol_ranges;
    let location = if is_lazy {
        OneOf::Right(WorkspaceLocation { uri: view.url(symbol.file)? })
    } else {
        OneOf::Left(view.location(symbol.file, fitz_ide::workspace_symbol_range(view.db(), symbol)?)?)
    };
    Some(WorkspaceSymbol {
        name: symbol.name.clone(),
        kind: to_proto::symbol_kind(symbol.kind),
        tags: None,
        container_name: Some(symbol.container.clone()),
        location,
        data: is_lazy.then(|| Value::from(symbol.key())),
    })
}
