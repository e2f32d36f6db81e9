//! How a client connects to an endpoint: a browser, and two programs for the command line.

use fitz_analysis::{Builtin, HandshakeSource, Program, SocketEndpoint};
use fitz_schema::address;

/// The lines for each client; `None` while the endpoint has no path.
pub(super) fn section(program: &Program, socket: &SocketEndpoint) -> Option<String> {
    let path = &socket.path.as_ref()?.text;
    let client = Client { url: format!("ws://{}{path}", address(program)), socket };
    Some(format!("**Connect:**\n\n```js\n{}\n```\n\n```sh\n{}\n```", client.browser(), client.command_line()))
}

struct Client<'a> {
    url: String,
    socket: &'a SocketEndpoint,
}

impl Client<'_> {
    /// The API of browsers sets no headers; its second parameter carries the token as a subprotocol. Cookies go along by
    /// themselves.
    fn browser(&self) -> String {
        let mut lines = Vec::new();
        for header in self.required(HandshakeSource::Header) {
            lines.push(format!("// A browser cannot send the header {header}, which this endpoint requires."));
        }
        let token = if self.socket.access.is_protected() { ", \"bearer.\" + token" } else { "" };
        lines.push(format!("const socket = new WebSocket(\"{}\"{token})", self.url));
        if self.is_binary() {
            lines.push("socket.binaryType = \"arraybuffer\"".to_owned());
        }
        lines.join("\n")
    }

    fn command_line(&self) -> String {
        let is_protected = self.socket.access.is_protected();
        let mut headers: Vec<String> =
            self.required(HandshakeSource::Header).map(|header| format!("{header}: VALUE")).collect();
        let cookies: Vec<String> =
            self.required(HandshakeSource::Cookie).map(|cookie| format!("{cookie}=VALUE")).collect();
        if !cookies.is_empty() {
            headers.push(format!("Cookie: {}", cookies.join("; ")));
        }
        let mut wscat = format!("wscat -c {}", self.url);
        let mut websocat = format!("websocat {}", self.url);
        if is_protected {
            wscat.push_str(" -s \"bearer.$TOKEN\"");
            websocat.push_str(" --protocol \"bearer.$TOKEN\"");
        }
        for header in headers {
            wscat.push_str(&format!(" -H \"{header}\""));
            // With a space instead of `=`, websocat takes everything that follows for headers.
            websocat.push_str(&format!(" -H=\"{header}\""));
        }
        if self.is_binary() {
            // wscat sends text frames only.
            return format!("{websocat} --binary");
        }
        format!("{wscat}\n{websocat}")
    }

    fn required(&self, source: HandshakeSource) -> impl Iterator<Item = &str> {
        let wanted = self.socket.handshake.iter().filter(move |it| it.source == source && it.required);
        wanted.map(|it| it.wire_name.as_str())
    }

    fn is_binary(&self) -> bool {
        self.socket.connection.as_ref().is_some_and(|connection| connection.incoming.is(Builtin::Bytes))
    }
}
