//! The base protocol: a length, an empty line, a JSON text (LSP 3.17, "Base Protocol").

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// Writes one message.
pub(crate) fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

/// Reads one message, or `None` at the end. Anything that is no message is an error: the server may write nothing else to
/// standard output.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        match line.split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse::<u64>().ok(),
            Some(("Content-Type", _)) => {}
            _ => return Err(io::Error::other(format!("no header: {line:?}"))),
        }
    }
    let length = length.ok_or_else(|| io::Error::other("a message without a length"))?;
    let mut body = String::new();
    input.take(length).read_to_string(&mut body)?;
    serde_json::from_str(&body).map(Some).map_err(io::Error::other)
}
