//! The base protocol: messages framed by `Content-Length` headers on a byte stream.

use std::io::{self, BufRead, Read, Write};

/// Longest message that is accepted, in bytes: far above any document that one would open, and it
/// keeps a wrong header from filling the memory.
const MAX_LENGTH: u64 = 1 << 30;

/// Longest header line that is accepted, in bytes.
const MAX_HEADER: u64 = 64 << 10;

/// What stands next on the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// A header block without a usable length. Reading goes on behind it.
    Malformed,
    /// The other side closed the stream, perhaps in the middle of a message.
    End,
}

/// Reads the next frame. Header names are matched without regard to case and headers other than the
/// length are skipped. After a malformed header the reader finds its feet at the next
/// `Content-Length:`, wherever on a line it stands.
///
/// # Errors
///
/// Those of the reader.
pub fn read(input: &mut impl BufRead) -> io::Result<Frame> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input
            .by_ref()
            .take(MAX_HEADER)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(Frame::End);
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        if let Some(value) = content_length(&line) {
            length = Some(value);
        }
    }
    let Some(length) = length.flatten() else {
        return Ok(Frame::Malformed);
    };
    let mut body = Vec::new();
    if input.take(length).read_to_end(&mut body)? as u64 == length {
        Ok(Frame::Body(body))
    } else {
        Ok(Frame::End)
    }
}

/// The length that a header line gives; `Some(None)` if it names the header but no usable number.
fn content_length(line: &[u8]) -> Option<Option<u64>> {
    const NAME: &[u8] = b"content-length:";
    let name = line
        .windows(NAME.len())
        .rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let value = std::str::from_utf8(&line[name + NAME.len()..]).ok();
    let length = value.and_then(|value| value.trim().parse().ok());
    Some(length.filter(|&length| length <= MAX_LENGTH))
}

/// Writes one message and flushes.
///
/// # Errors
///
/// Those of the writer.
pub fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(mut input: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        loop {
            frames.push(read(&mut input).unwrap());
            if frames.last() == Some(&Frame::End) {
                return frames;
            }
        }
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.into())
    }

    #[test]
    fn what_is_written_is_read() {
        let mut stream = Vec::new();
        write(&mut stream, b"{}").unwrap();
        write(&mut stream, "\"\u{1F980}\r\n\"".as_bytes()).unwrap();
        assert_eq!(
            frames(&stream),
            [body("{}"), body("\"\u{1F980}\r\n\""), Frame::End]
        );
    }

    #[test]
    fn headers_in_any_case_and_order() {
        let stream = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nX: 1\r\n\
                       content-LENGTH:2\r\n\r\n{}Content-Length: 2\n\n[]";
        assert_eq!(frames(stream), [body("{}"), body("[]"), Frame::End]);
    }

    #[test]
    fn garbage_costs_only_itself() {
        let stream = b"nonsense\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(frames(stream), [Frame::Malformed, body("{}"), Frame::End]);
    }

    #[test]
    fn lengths_that_are_none() {
        for length in ["x", "-1", "", "99999999999999999999999", "9999999999999"] {
            let stream = format!("Content-Length: {length}\r\n\r\nContent-Length: 2\r\n\r\n{{}}");
            let expected = [Frame::Malformed, body("{}"), Frame::End];
            assert_eq!(frames(stream.as_bytes()), expected, "{length:?}");
        }
    }

    #[test]
    fn a_message_cut_short_is_the_end() {
        assert_eq!(frames(b"Content-Length: 10\r\n\r\n{}"), [Frame::End]);
        assert_eq!(frames(b"Content-Len"), [Frame::End]);
        assert_eq!(frames(b""), [Frame::End]);
    }
}
