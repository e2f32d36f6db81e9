//! What the client is asked to tell us, as far as it can be asked.

use std::collections::BTreeSet;

use fitz_analysis::FilePath;
use serde_json::json;
use tower_lsp::lsp_types::Registration;

use super::client::Supports;
use super::outbox::Outbox;

/// `WatchKind`: created, or deleted.
const COMES_OR_GOES: u8 = 1 | 4;

/// Registers for changes of files and of settings.
pub(super) fn register(outbox: &Outbox, supports: &Supports) {
    let mut registrations = Vec::new();
    if supports.registers_watched_files {
        registrations.push(Registration {
            id: "fitz-watched-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({
                "watchers": [
                    { "globPattern": "**/*.fitz" },
                    { "globPattern": "**/fitz.toml" },
                    { "globPattern": "**/*.fitzv" },
                    { "globPattern": "**/*.pyi" },
                ],
            })),
        });
    }
    if supports.registers_configuration {
        registrations.push(Registration {
            id: "fitz-configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": super::config::SECTION })),
        });
    }
    send(outbox, registrations);
}

/// The names in the paths of which programs ask what is there. The client is asked to tell when something of such a name
/// comes or goes.
#[derive(Default)]
pub(super) struct WatchedPaths {
    patterns: BTreeSet<String>,
    registrations: usize,
}

impl WatchedPaths {
    /// Registers for those of the paths that lie in one of the folders, as far as that is not done.
    pub(super) fn watch<'p>(
        &mut self,
        paths: impl Iterator<Item = &'p FilePath>,
        folders: &[FilePath],
        outbox: &Outbox,
    ) {
        let wanted: BTreeSet<String> = paths.flat_map(|path| patterns(path, folders)).collect();
        let new: Vec<&String> = wanted.difference(&self.patterns).collect();
        if new.is_empty() {
            return;
        }
        let watchers: Vec<_> =
            new.into_iter().map(|pattern| json!({ "globPattern": pattern, "kind": COMES_OR_GOES })).collect();
        self.registrations += 1;
        let registration = Registration {
            id: format!("fitz-watched-paths-{}", self.registrations),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        self.patterns.extend(wanted);
        send(outbox, vec![registration]);
    }
}

/// A pattern for each part of a path below a folder: with a directory goes what is in it, and nobody tells that.
fn patterns(path: &FilePath, folders: &[FilePath]) -> Vec<String> {
    let folder = folders.iter().find(|folder| path.is_below(folder));
    let rest = folder.and_then(|folder| path.as_str().strip_prefix(folder.as_str()));
    let parts = rest.into_iter().flat_map(|rest| rest.split('/')).filter(|part| !part.is_empty());
    // What would mean something else in a pattern is any character.
    parts.map(|part| format!("**/{}", part.replace(['*', '?', '[', ']', '{', '}'], "?"))).collect()
}

fn send(outbox: &Outbox, registrations: Vec<Registration>) {
    if registrations.is_empty() {
        return;
    }
    outbox.converse(|client| async move {
        if let Err(error) = client.register_capability(registrations).await {
            tracing::warn!(%error, "the client refuses to tell of changed files and settings");
        }
    });
}

#[cfg(test)]
mod tests {
    use fitz_analysis::FilePath;

    use super::patterns;

    #[test]
    fn every_part_below_a_folder_is_watched() {
        let folders = [FilePath::new("/w"), FilePath::new("/other")];
        for (path, expected) in [
            ("/w/web/dist", vec!["**/web", "**/dist"]),
            ("/w/a{b}[1]", vec!["**/a?b??1?"]),
            ("/w", vec![]),
            ("/dist", vec![]),
            ("/other/dist", vec!["**/dist"]),
        ] {
            assert_eq!(patterns(&FilePath::new(path), &folders), expected, "{path}");
        }
    }
}
