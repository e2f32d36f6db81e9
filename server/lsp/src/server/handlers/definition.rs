//! `textDocument/definition`, `textDocument/declaration`, `textDocument/typeDefinition` and `textDocument/implementation`

use fitz_analysis::{Db, SourceFile};
use fitz_ide::NavigationTarget;
use fitz_syntax::{TextRange, TextSize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Url};

use crate::server::client::Supports;
use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// Where a name is declared.
pub(in crate::server) struct Definition;

/// Where a file gets a name from.
pub(in crate::server) struct Declaration;

/// Where the type of a value is declared.
pub(in crate::server) struct TypeDefinition;

/// The functions behind a name.
pub(in crate::server) struct Implementation;

/// A question that leads from a place to others.
type Question = fn(&dyn Db, SourceFile, TextSize) -> Option<(TextRange, Vec<NavigationTarget>)>;

fn lead(
    view: &View,
    params: &GotoDefinitionParams,
    question: Question,
    links: fn(&Supports) -> bool,
) -> Option<GotoDefinitionResponse> {
    let place = view.any_place(&params.text_document_position_params)?;
    let (name, targets) = question(view.db(), place.file, place.offset)?;
    Some(to_proto::definition(view, (place.file, name), &targets, links(view.supports())))
}

macro_rules! handler {
    ($name:ident, $method:literal, $question:path, $links:ident) => {
        impl RequestHandler for $name {
            const METHOD: &'static str = $method;
            type Params = GotoDefinitionParams;
            type Answer = Option<GotoDefinitionResponse>;

            fn document(params: &GotoDefinitionParams) -> &Url {
                &params.text_document_position_params.text_document.uri
            }

            fn answer(view: &View, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
                Ok(lead(view, &params, $question, |supports| supports.$links))
            }

            fn nothing() -> Option<GotoDefinitionResponse> {
                None
            }
        }
    };
}

handler!(Definition, "textDocument/definition", fitz_ide::definition, definition_links);
handler!(Declaration, "textDocument/declaration", fitz_ide::declaration, declaration_links);
handler!(TypeDefinition, "textDocument/typeDefinition", fitz_ide::type_definition, type_definition_links);
handler!(Implementation, "textDocument/implementation", fitz_ide::implementation, implementation_links);
