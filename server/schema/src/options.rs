//! What can be chosen about a document.

use std::fmt;
use std::str::FromStr;

/// How an AsyncAPI document is written. The default is the form that the article on WebSockets shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct AsyncApiOptions {
    /// The shape of the document.
    pub profile: Profile,
    /// The version of AsyncAPI that it names.
    pub spec_version: SpecVersion,
    /// Whether a token in the query (`?token=`) is listed as a way to authenticate. Nothing in the source can tell that the
    /// auth provider takes one, so the author of the service has to say so.
    pub query_token: bool,
    /// What holds for OpenAPI as well.
    pub common: CommonOptions,
}

/// How an OpenAPI document is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct OpenApiOptions {
    /// What holds for AsyncAPI as well.
    pub common: CommonOptions,
}

/// What can be chosen about every kind of document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct CommonOptions {
    /// Whether objects may have members that their type does not declare. The runtime refuses such members, so the default is
    /// no; clients that must live with later versions of the service want yes.
    pub open_objects: bool,
    /// Servers beside the one that `@server` declares.
    pub servers: Vec<ExtraServer>,
}

/// The shape of an AsyncAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// The body of a message's own type stands in the message.
    #[default]
    Article,
    /// The declared types of messages stand in the components too, and messages refer to them.
    Refs,
    /// What a running server of today serves, for comparing with it. It is not a valid document.
    Reference,
}

/// A version of AsyncAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SpecVersion {
    /// 3.0.0
    #[default]
    V3_0,
    /// 3.1.0
    V3_1,
}

/// A server that the source does not know of, e.g. the one in production.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExtraServer {
    /// Its key in the document: ASCII letters, digits, `_` and `-`.
    pub name: String,
    /// Whether it is reached over TLS.
    pub is_secure: bool,
    /// Host and port.
    pub host: String,
    /// The path below which it serves, e.g. `/api`; empty when it serves at the root.
    pub base_path: String,
}

impl SpecVersion {
    /// The version as documents write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SpecVersion::V3_0 => "3.0.0",
            SpecVersion::V3_1 => "3.1.0",
        }
    }
}

/// Reads `NAME=URL`. The scheme tells only whether the server is reached over TLS: each kind of document writes its own.
impl FromStr for ExtraServer {
    type Err = ExtraServerError;

    fn from_str(text: &str) -> Result<ExtraServer, ExtraServerError> {
        let (name, url) = text.split_once('=').ok_or(ExtraServerError::NoName)?;
        let (scheme, rest) = url.split_once("://").ok_or(ExtraServerError::NoAddress)?;
        let is_secure = match scheme {
            "wss" | "https" => true,
            "ws" | "http" => false,
            _ => return Err(ExtraServerError::UnknownScheme),
        };
        let (host, base_path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        if name.is_empty() {
            return Err(ExtraServerError::NoName);
        }
        let is_host = |c: char| c.is_ascii_alphanumeric() || "-._~:[]".contains(c);
        if host.is_empty() || !host.chars().all(is_host) || base_path.contains(['?', '#', '{', '}', ' ']) {
            return Err(ExtraServerError::NoAddress);
        }
        let key = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        Ok(ExtraServer {
            name: name.chars().map(key).collect(),
            is_secure,
            host: host.to_owned(),
            base_path: base_path.trim_end_matches('/').to_owned(),
        })
    }
}

/// Why a text is no [`ExtraServer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraServerError {
    /// There is no `NAME=` before the address.
    NoName,
    /// What follows `NAME=` is no address.
    NoAddress,
    /// The address begins with something else than `ws`, `wss`, `http` or `https`.
    UnknownScheme,
}

impl fmt::Display for ExtraServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExtraServerError::NoName => "write a name before the address, e.g. `production=wss://example.org`",
            ExtraServerError::UnknownScheme => "the address must begin with `ws://`, `wss://`, `http://` or `https://`",
            ExtraServerError::NoAddress => "write an address after the name, e.g. `production=wss://example.org`",
        })
    }
}

impl std::error::Error for ExtraServerError {}

#[cfg(test)]
mod tests {
    use super::{ExtraServer, ExtraServerError};

    #[test]
    fn servers_are_read_from_addresses() {
        for (text, name, is_secure, host, base_path) in [
            ("production=wss://example.org", "production", true, "example.org", ""),
            ("my server=https://example.org:8443/api/", "my_server", true, "example.org:8443", "/api"),
            ("local=ws://[::1]:3000/", "local", false, "[::1]:3000", ""),
        ] {
            let read: ExtraServer = text.parse().unwrap();
            assert_eq!(
                (read.name.as_str(), read.is_secure, read.host.as_str(), read.base_path.as_str()),
                (name, is_secure, host, base_path)
            );
        }
        for (text, error) in [
            ("wss://example.org", ExtraServerError::NoName),
            ("=wss://example.org", ExtraServerError::NoName),
            ("production=example.org", ExtraServerError::NoAddress),
            ("production=ftp://example.org", ExtraServerError::UnknownScheme),
            ("production=wss://", ExtraServerError::NoAddress),
            ("production=wss://a b", ExtraServerError::NoAddress),
            ("production=wss://example.org/?a=b", ExtraServerError::NoAddress),
        ] {
            assert_eq!(text.parse::<ExtraServer>(), Err(error), "{text}");
        }
    }
}
