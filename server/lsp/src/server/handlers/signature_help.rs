//! `textDocument/signatureHelp`

use fitz_ide::ParameterHelp;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureHelpParams, SignatureInformation, Url,
};

use crate::server::dispatch::RequestHandler;
use crate::server::to_proto;
use crate::server::view::View;

/// What the parentheses around the cursor take.
pub(in crate::server) struct SignatureHelpAt;

impl RequestHandler for SignatureHelpAt {
    const METHOD: &'static str = "textDocument/signatureHelp";
    type Params = SignatureHelpParams;
    type Answer = Option<SignatureHelp>;

    fn document(params: &SignatureHelpParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(view: &View, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let Some(place) = view.place(&params.text_document_position_params) else { return Ok(None) };
        Ok(fitz_ide::signature_help(view.db(), place.file, place.offset).map(|help| to_answer(view, help)))
    }

    fn nothing() -> Option<SignatureHelp> {
        None
    }
}

fn to_answer(view: &View, help: fitz_ide::SignatureHelp) -> SignatureHelp {
    // A number behind the last one means none of them: without one, the first would be meant.
    let active = u32::try_from(help.active.unwrap_or(help.parameters.len())).ok();
    let parameters = help.parameters.iter().map(|parameter| to_parameter(view, &help.label, parameter)).collect();
    let signature = SignatureInformation {
        documentation: help.documentation.map(|text| documentation(view, text)),
        parameters: Some(parameters),
        active_parameter: view.supports().active_parameter.then_some(active).flatten(),
        label: help.label,
    };
    SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active }
}

fn to_parameter(view: &View, label: &str, parameter: &ParameterHelp) -> ParameterInformation {
    let (start, end) = (usize::from(parameter.range.start()), usize::from(parameter.range.end()));
    let label = match (units_before(label, start), units_before(label, end)) {
        (Some(start), Some(end)) if view.supports().label_offsets => ParameterLabel::LabelOffsets([start, end]),
        _ => ParameterLabel::Simple(label.get(start..end).unwrap_or_default().to_owned()),
    };
    let documentation = parameter.documentation.clone().map(|text| documentation(view, text));
    ParameterInformation { label, documentation }
}

/// How many UTF-16 code units stand before a byte. Labels are always counted in these.
fn units_before(label: &str, end: usize) -> Option<u32> {
    u32::try_from(label.get(..end)?.encode_utf16().count()).ok()
}

fn documentation(view: &View, text: String) -> Documentation {
    Documentation::MarkupContent(to_proto::markup(text, view.supports().signature_markdown))
}
