//! Reads messages from standard input, on a thread of its own.
//!
//! The protocol library ends its session at the first message that it cannot decode, and it does not notice the end of
//! the input while it is busy. So the messages are cut and looked at here: what is no message is replaced by a note to
//! [`super::service`], which answers it with the error that JSON-RPC asks for, and the session goes on.

use std::io::{self, BufRead, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use super::lifecycle::Lifecycle;

/// The method of the note that stands for a message that cannot be understood. Its parameters are
/// `{ "code": …, "message": … }`.
pub(super) const MALFORMED: &str = "fitz/internal/malformedMessage";

/// No sensible message is longer. A greater `Content-Length` is a broken header.
const LONGEST_MESSAGE: usize = 1 << 30;

/// The answers to what was asked before the input ended may take this long.
const GRACE_AFTER_END_OF_INPUT: Duration = Duration::from_secs(5);

/// After `exit` only a client that does not read keeps us from ending at once.
const GRACE_AFTER_EXIT: Duration = Duration::from_secs(1);

/// Starts the reading thread. What it finds can be read from the answer, as well-formed messages.
pub(super) fn read_stdin(lifecycle: Arc<Lifecycle>) -> MessageStream {
    let (sender, receiver) = mpsc::unbounded_channel();
    let reading = std::thread::Builder::new().name("fitz-lsp-input".to_owned()).spawn(move || {
        let ending = forward(&mut io::stdin().lock(), &sender);
        // From here on a hanging answer must not keep the process.
        lifecycle.end_within(match ending {
            Ending::Exit => GRACE_AFTER_EXIT,
            Ending::EndOfInput => GRACE_AFTER_END_OF_INPUT,
        });
    });
    if let Err(error) = reading {
        // The sender is gone with the thread, so the stream ends at once and so does the session.
        tracing::error!(%error, "cannot read standard input");
    }
    MessageStream { receiver, message: Vec::new(), taken: 0 }
}

/// The messages, as bytes for the protocol library.
pub(super) struct MessageStream {
    receiver: mpsc::UnboundedReceiver<Vec<u8>>,
    message: Vec<u8>,
    taken: usize,
}

impl AsyncRead for MessageStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.taken == self.message.len() {
            match ready!(self.receiver.poll_recv(cx)) {
                Some(message) => {
                    self.message = message;
                    self.taken = 0;
                }
                None => return Poll::Ready(Ok(())),
            }
        }
        let rest = self.message.get(self.taken..).unwrap_or_default();
        let count = rest.len().min(buffer.remaining());
        buffer.put_slice(rest.get(..count).unwrap_or_default());
        self.taken += count;
        Poll::Ready(Ok(()))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Exit,
    EndOfInput,
}

fn forward(input: &mut impl BufRead, sender: &mpsc::UnboundedSender<Vec<u8>>) -> Ending {
    loop {
        let (message, is_exit) = match read_message(input) {
            Ok(Some(body)) => match understand(body) {
                Understood::Message { body, is_exit } => (body, is_exit),
                Understood::Nothing => continue,
            },
            Ok(None) => return Ending::EndOfInput,
            Err(error) => {
                tracing::error!(%error, "cannot read standard input");
                return Ending::EndOfInput;
            }
        };
        let mut framed = format!("Content-Length: {}\r\n\r\n", message.len()).into_bytes();
        framed.extend_from_slice(&message);
        if sender.send(framed).is_err() {
            return Ending::EndOfInput;
        }
        if is_exit {
            return Ending::Exit;
        }
    }
}

/// The body of the next message, or `None` at the end of the input. Headers that are none are skipped: reading goes on
/// at the next header block that says a length.
fn read_message(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length: Option<usize> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let header = String::from_utf8_lossy(&line);
        let header = header.trim();
        if let Some((name, value)) = header.split_once(':') {
            // What is left of a body that was longer than it said may stand before the name.
            if name.trim_end().to_ascii_lowercase().ends_with("content-length") {
                length = value.trim().parse().ok().filter(|length| *length <= LONGEST_MESSAGE);
                if length.is_none() {
                    tracing::warn!(header, "this length of a message makes no sense");
                    return Ok(Some(Vec::from(b"?")));
                }
            }
            continue;
        }
        match length.take() {
            Some(length) if header.is_empty() => {
                let mut body = Vec::new();
                input.by_ref().take(length as u64).read_to_end(&mut body)?;
                return Ok((body.len() == length).then_some(body));
            }
            _ if header.is_empty() => {}
            _ => tracing::warn!(header, "skipped a line that is no header"),
        }
    }
}

enum Understood {
    /// A message that the protocol library can decode.
    Message { body: Vec<u8>, is_exit: bool },
    /// Nothing that needs an answer.
    Nothing,
}

/// What decides whether a body is a message. The parameters are skipped, not built.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default, borrow)]
    jsonrpc: Option<std::borrow::Cow<'a, str>>,
    #[serde(default)]
    id: Option<tower_lsp::jsonrpc::Id>,
    #[serde(default, borrow)]
    method: Option<std::borrow::Cow<'a, str>>,
    #[serde(default)]
    result: Option<IgnoredAny>,
    #[serde(default)]
    error: Option<serde_json::Value>,
}

fn understand(body: Vec<u8>) -> Understood {
    // JSON-RPC 2.0, section 5.1: -32700 for what is no JSON, -32600 for JSON that is no request.
    let envelope: Envelope<'_> = match serde_json::from_slice(&body) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return malformed(-32600, &format!("this is no message: {error}")),
        Err(error) => return malformed(-32700, &format!("this message is no JSON: {error}")),
    };
    if envelope.jsonrpc.as_deref() != Some("2.0") {
        return malformed(-32600, "this message does not say `\"jsonrpc\": \"2.0\"`");
    }
    if let Some(method) = &envelope.method {
        let is_exit = method == "exit" && envelope.id.is_none();
        return Understood::Message { body, is_exit };
    }
    let Some(id) = envelope.id else {
        return malformed(-32600, "this message has neither a method nor an id");
    };
    // An answer to a request of ours. Some clients leave the result out when it is null, or send half an error.
    let answer = match envelope.error {
        _ if envelope.result.is_some() => return Understood::Message { body, is_exit: false },
        Some(error) if serde_json::from_value::<tower_lsp::jsonrpc::Error>(error.clone()).is_ok() => {
            return Understood::Message { body, is_exit: false };
        }
        Some(error) => json!({ "jsonrpc": "2.0", "id": id, "error": { "code": -32603, "message": error.to_string() } }),
        None => json!({ "jsonrpc": "2.0", "id": id, "result": null }),
    };
    match serde_json::to_vec(&answer) {
        Ok(body) => Understood::Message { body, is_exit: false },
        Err(_) => Understood::Nothing,
    }
}

fn malformed(code: i64, message: &str) -> Understood {
    tracing::warn!(code, message, "a message that cannot be understood");
    let note = json!({
        "jsonrpc": "2.0",
        "method": MALFORMED,
        "params": { "code": code, "message": message },
    });
    match serde_json::to_vec(&note) {
        Ok(body) => Understood::Message { body, is_exit: false },
        Err(_) => Understood::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out of the reading thread for these bytes: the methods of the messages, and how it ended.
    fn read(input: &[u8]) -> (Vec<String>, Ending) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let ending = forward(&mut io::Cursor::new(input), &sender);
        drop(sender);
        let mut methods = Vec::new();
        while let Some(message) = receiver.blocking_recv() {
            let text = String::from_utf8(message).unwrap();
            let (_, body) = text.split_once("\r\n\r\n").unwrap();
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            methods.push(match body.get("method") {
                Some(method) if method == MALFORMED => body["params"]["code"].to_string(),
                Some(method) => method.as_str().unwrap().to_owned(),
                None => body.to_string(),
            });
        }
        (methods, ending)
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn messages_pass() {
        let input = frame(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#) + &frame(r#"{"jsonrpc":"2.0","method":"b"}"#);
        assert_eq!(read(input.as_bytes()), (vec!["a".to_owned(), "b".to_owned()], Ending::EndOfInput));
    }

    #[test]
    fn reading_stops_after_exit() {
        let input = frame(r#"{"jsonrpc":"2.0","method":"exit"}"#) + &frame(r#"{"jsonrpc":"2.0","method":"b"}"#);
        assert_eq!(read(input.as_bytes()), (vec!["exit".to_owned()], Ending::Exit));
    }

    #[test]
    fn what_is_no_message_becomes_a_note() {
        for (body, code) in [
            ("{", "-32700"),
            ("\u{feff}{}", "-32700"),
            ("[]", "-32600"),
            ("{}", "-32600"),
            (r#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, "-32600"),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, "-32600"),
            (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, "-32600"),
        ] {
            let input = frame(body) + &frame(r#"{"jsonrpc":"2.0","method":"next"}"#);
            assert_eq!(read(input.as_bytes()).0, [code, "next"], "{body}");
        }
    }

    #[test]
    fn reading_goes_on_after_broken_headers() {
        let body = r#"{"jsonrpc":"2.0","method":"next"}"#;
        let good = frame(body);
        assert_eq!(read(format!("garbage\r\n\r\n{good}").as_bytes()).0, ["next"]);
        assert_eq!(read(format!("Content-Length: many\r\n\r\n{good}").as_bytes()).0, ["-32700", "next"]);
        assert_eq!(read(format!("Content-Length: 2\r\n\r\n{{}}}}}}{good}").as_bytes()).0, ["-32600", "next"]);
        assert_eq!(read(format!("X: 1\r\ncontent-length:33\r\n\r\n{body}").as_bytes()).0, ["next"]);
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        assert_eq!(read(b"Content-Length: 100\r\n\r\n{}"), (Vec::new(), Ending::EndOfInput));
    }

    #[test]
    fn answers_without_a_result_are_completed() {
        let (messages, _) = read(frame(r#"{"jsonrpc":"2.0","id":3}"#).as_bytes());
        assert_eq!(messages, [r#"{"jsonrpc":"2.0","id":3,"result":null}"#]);
        let (messages, _) = read(frame(r#"{"jsonrpc":"2.0","id":3,"result":null}"#).as_bytes());
        assert_eq!(messages, [r#"{"jsonrpc":"2.0","id":3,"result":null}"#]);
        let (messages, _) = read(frame(r#"{"jsonrpc":"2.0","id":3,"error":"no"}"#).as_bytes());
        assert!(messages[0].contains(r#""code":-32603"#), "{messages:?}");
    }
}
