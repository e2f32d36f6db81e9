//! The settings of the section `fitz`.
//!
//! ```json
//! {
//!   "codeLens": { "references": true, "run": true },
//!   "diagnostics": { "enable": true, "workspace": true },
//!   "inlayHints": { "variableTypes": { "enable": true }, "maxLength": 40 },
//!   "log": { "level": "info" },
//!   "path": null
//! }
//! ```
//!
//! Clients with `workspace/configuration` are asked for them, at the start and after each
//! `workspace/didChangeConfiguration`; others send them with that notification or in `initializationOptions`.

use fitz_ide::HintOptions;
use serde_json::Value;

/// The name of the section.
pub(super) const SECTION: &str = "fitz";

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// `diagnostics.enable`: whether findings are reported at all.
    pub(super) diagnostics: bool,
    /// `diagnostics.workspace`: whether files that are not open have findings, for clients that ask for them.
    pub(super) workspace_diagnostics: bool,
    /// `codeLens.references`: whether lenses count the uses of functions and types.
    pub(super) reference_lenses: bool,
    /// `codeLens.run`: whether lenses run programs and tests.
    pub(super) run_lenses: bool,
    /// `path`: the program `fitz`; without it, the one on `PATH`.
    pub(super) program: Option<String>,
    /// `inlayHints`: which of them are shown.
    pub(super) hints: HintOptions,
    /// `log.level`: `error`, `warn`, `info`, `debug` or `trace`.
    pub(super) log_level: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            diagnostics: true,
            workspace_diagnostics: true,
            reference_lenses: true,
            run_lenses: true,
            program: None,
            hints: HintOptions::default(),
            log_level: None,
        }
    }
}

impl Config {
    /// Reads the section. What is missing or makes no sense has its default.
    pub(super) fn from_section(section: &Value) -> Config {
        let default = Config::default();
        Config {
            diagnostics: switch(section, "/diagnostics/enable", default.diagnostics),
            workspace_diagnostics: switch(section, "/diagnostics/workspace", default.workspace_diagnostics),
            reference_lenses: switch(section, "/codeLens/references", default.reference_lenses),
            run_lenses: switch(section, "/codeLens/run", default.run_lenses),
            program: text(section, "/path", "the name or the path of a program", |path| !path.is_empty()),
            hints: hints(section),
            log_level: text(section, "/log/level", "error, warn, info, debug or trace", |level| {
                matches!(level, "error" | "warn" | "info" | "debug" | "trace")
            }),
        }
    }

    /// Reads the settings of `workspace/didChangeConfiguration`: all sections, or this one alone.
    pub(super) fn from_notification(settings: &Value) -> Option<Config> {
        let section = settings.get(SECTION).unwrap_or(settings);
        section.is_object().then(|| Config::from_section(section))
    }
}

fn switch(section: &Value, pointer: &str, default: bool) -> bool {
    match section.pointer(pointer) {
        Some(Value::Bool(switch)) => *switch,
        None | Some(Value::Null) => default,
        Some(other) => {
            tracing::warn!(%other, "the setting fitz{} must be true or false", pointer.replace('/', "."));
            default
        }
    }
}

/// An empty text means the same as none.
fn text(section: &Value, pointer: &str, expected: &str, is_valid: impl Fn(&str) -> bool) -> Option<String> {
    match section.pointer(pointer) {
        Some(Value::String(text)) if is_valid(text) => Some(text.clone()),
        Some(Value::String(text)) if text.is_empty() => None,
        None | Some(Value::Null) => None,
        Some(other) => {
            tracing::warn!(%other, "the setting fitz{} must be {expected}", pointer.replace('/', "."));
            None
        }
    }
}

fn hints(section: &Value) -> HintOptions {
    let default = HintOptions::default();
    HintOptions {
        frames: switch(section, "/inlayHints/frames/enable", default.frames),
        variable_types: switch(section, "/inlayHints/variableTypes/enable", default.variable_types),
        parameter_names: switch(section, "/inlayHints/parameterNames/enable", default.parameter_names),
        loop_types: switch(section, "/inlayHints/loopTypes/enable", default.loop_types),
        closure_types: switch(section, "/inlayHints/closureTypes/enable", default.closure_types),
        chain_types: switch(section, "/inlayHints/chainTypes/enable", default.chain_types),
        ignored_results: switch(section, "/inlayHints/ignoredResults/enable", default.ignored_results),
        max_length: match section.pointer("/inlayHints/maxLength") {
            None | Some(Value::Null) => default.max_length,
            Some(length) => length.as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or_else(|| {
                tracing::warn!(%length, "the setting fitz.inlayHints.maxLength must be a number from 0");
                default.max_length
            }),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_and_nonsense_is_not() {
        let hints = HintOptions { parameter_names: false, max_length: 8, ..HintOptions::default() };
        let off = Config {
            diagnostics: false,
            workspace_diagnostics: false,
            reference_lenses: false,
            run_lenses: false,
            program: Some("/opt/fitz".to_owned()),
            hints,
            log_level: Some("debug".to_owned()),
        };
        let section = json!({
            "codeLens": { "references": false, "run": false },
            "diagnostics": { "enable": false, "workspace": false },
            "inlayHints": { "parameterNames": { "enable": false }, "maxLength": 8 },
            "log": { "level": "debug" },
            "path": "/opt/fitz",
        });
        assert_eq!(Config::from_section(&section), off);
        assert_eq!(Config::from_notification(&json!({ "fitz": section })), Some(off.clone()));
        assert_eq!(Config::from_notification(&section), Some(off));
        assert_eq!(Config::from_notification(&json!(null)), None);
        let hints = json!({ "chainTypes": { "enable": 1 }, "maxLength": -1 });
        let nonsense = json!({
            "diagnostics": { "enable": "yes" }, "inlayHints": hints, "log": { "level": 3 }, "path": [],
        });
        assert_eq!(Config::from_section(&nonsense), Config::default());
        assert_eq!(Config::from_section(&json!(null)), Config::default());
    }
}
