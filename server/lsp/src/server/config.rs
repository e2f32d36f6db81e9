//! The settings of the section `fitz`.
//!
//! ```json
//! {
//!   "diagnostics": { "enable": true },
//!   "log": { "level": "info" }
//! }
//! ```
//!
//! Clients with `workspace/configuration` are asked for them, at the start and after each
//! `workspace/didChangeConfiguration`; others send them with that notification or in `initializationOptions`.

use serde_json::Value;

/// The name of the section.
pub(super) const SECTION: &str = "fitz";

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// `diagnostics.enable`: whether findings are reported at all.
    pub(super) diagnostics: bool,
    /// `log.level`: `error`, `warn`, `info`, `debug` or `trace`.
    pub(super) log_level: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config { diagnostics: true, log_level: None }
    }
}

impl Config {
    /// Reads the section. What is missing or makes no sense has its default.
    pub(super) fn from_section(section: &Value) -> Config {
        let mut config = Config::default();
        match section.pointer("/diagnostics/enable") {
            Some(Value::Bool(enable)) => config.diagnostics = *enable,
            None | Some(Value::Null) => {}
            Some(other) => tracing::warn!(%other, "the setting fitz.diagnostics.enable must be true or false"),
        }
        match section.pointer("/log/level").map(|level| (level, level.as_str())) {
            Some((_, Some(level @ ("error" | "warn" | "info" | "debug" | "trace")))) => {
                config.log_level = Some(level.to_owned());
            }
            None | Some((Value::Null, _)) => {}
            Some((other, _)) => {
                tracing::warn!(%other, "the setting fitz.log.level must be error, warn, info, debug or trace");
            }
        }
        config
    }

    /// Reads the settings of `workspace/didChangeConfiguration`: all sections, or this one alone.
    pub(super) fn from_notification(settings: &Value) -> Option<Config> {
        let section = settings.get(SECTION).unwrap_or(settings);
        section.is_object().then(|| Config::from_section(section))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_and_nonsense_is_not() {
        let off = Config { diagnostics: false, log_level: Some("debug".to_owned()) };
        let section = json!({ "diagnostics": { "enable": false }, "log": { "level": "debug" } });
        assert_eq!(Config::from_section(&section), off);
        assert_eq!(Config::from_notification(&json!({ "fitz": section })), Some(off.clone()));
        assert_eq!(Config::from_notification(&section), Some(off));
        assert_eq!(Config::from_notification(&json!(null)), None);
        let nonsense = json!({ "diagnostics": { "enable": "yes" }, "log": { "level": 3 } });
        assert_eq!(Config::from_section(&nonsense), Config::default());
        assert_eq!(Config::from_section(&json!(null)), Config::default());
    }
}
