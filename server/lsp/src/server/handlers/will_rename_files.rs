//! `workspace/willRenameFiles`

use fitz_ide::FileRename;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{RenameFilesParams, Url, WorkspaceEdit};

use crate::server::dispatch::{RequestHandler, whole_workspace};
use crate::server::view::View;
use crate::server::{from_proto, to_proto};

/// What has to change in programs and manifests when files and folders get other names.
pub(in crate::server) struct WillRenameFiles;

impl RequestHandler for WillRenameFiles {
    const METHOD: &'static str = "workspace/willRenameFiles";
    type Params = RenameFilesParams;
    type Answer = Option<WorkspaceEdit>;

    fn document(_: &RenameFilesParams) -> &Url {
        whole_workspace()
    }

    fn answer(view: &View, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let path = |uri: &str| Url::parse(uri).ok().map(|url| from_proto::file_path(&url));
        let rename = |it: tower_lsp::lsp_types::FileRename| {
            Some(FileRename {
                from: path(it.old_uri.trim_end_matches('/'))?,
                to: path(it.new_uri.trim_end_matches('/'))?,
            })
        };
        let renames: Vec<FileRename> = params.files.into_iter().filter_map(rename).collect();
        let edits = fitz_ide::file_rename_edits(view.db(), &renames);
        Ok(if edits.is_empty() { None } else { to_proto::workspace_edit(view, &edits) })
    }

    fn nothing() -> Option<WorkspaceEdit> {
        None
    }
}
