//! Handshake, wrong messages, cancellation, and the ways a connection ends.

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::document::{Document, Units};

const NOT_INITIALIZED: i64 = -32002;
const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const REQUEST_CANCELLED: i64 = -32800;

/// The next response to a message without a usable id.
fn refusal(client: &mut Client) -> Value {
    client.wait("a refusal", |message| {
        message.get("id") == Some(&Value::Null)
    })
}

#[test]
fn the_handshake_settles_the_encoding() {
    let offers: [(&[&str], &str); 5] = [
        (&["utf-8"], "utf-8"),
        (&["utf-16"], "utf-16"),
        (&["utf-32", "utf-8"], "utf-32"),
        (&["utf-7"], "utf-16"),
        (&[], "utf-16"),
    ];
    for (offered, expected) in offers {
        let mut client = Client::start();
        let server = client.initialize(capabilities(offered), Value::Null);
        assert_eq!(server["positionEncoding"], expected, "{offered:?}");
        assert_eq!(server["textDocumentSync"]["change"], 2, "incremental");
        assert_eq!(server["inlayHintProvider"]["resolveProvider"], true);
        assert_eq!(server["hoverProvider"], true);
        assert!(client.shut_down().success());
    }
}

#[test]
fn a_client_without_capabilities_gets_utf_16() {
    let mut client = Client::start();
    let server = client.initialize(json!({}), Value::Null);
    assert_eq!(server["positionEncoding"], "utf-16");
    assert!(client.shut_down().success());
}

#[test]
fn requests_before_the_handshake_are_refused() {
    let mut client = Client::start();
    let refusal = client.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refusal.code, NOT_INITIALIZED);
    client.initialize(json!({}), Value::Null);
    assert!(client.shut_down().success());
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = Client::ready();
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn requests_after_shutdown_are_refused() {
    let mut client = Client::ready();
    client.request("shutdown", Value::Null).unwrap();
    let refusal = client.request("shutdown", Value::Null).unwrap_err();
    assert_eq!(refusal.code, INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert!(client.ended().success());
}

#[test]
fn wrong_messages_cost_only_themselves() {
    let mut client = Client::ready();
    let wrong: [(&[u8], i64); 6] = [
        (b"{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":", PARSE_ERROR),
        (b"\xff\xfe\x00", PARSE_ERROR),
        (b"", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"{\"id\":[1],\"method\":\"shutdown\"}", INVALID_REQUEST),
        (b"\"text\"", INVALID_REQUEST),
    ];
    for (body, code) in wrong {
        client.send_frame(body);
        let answer = refusal(&mut client);
        assert_eq!(
            answer["error"]["code"],
            code,
            "{:?}",
            String::from_utf8_lossy(body)
        );
    }
    client.send_bytes(b"Content-Length: many\r\n\r\n");
    let answer = refusal(&mut client);
    assert_eq!(answer["error"]["code"], PARSE_ERROR);
    assert!(client.shut_down().success());
}

#[test]
fn deep_nesting_is_refused() {
    let mut client = Client::ready();
    client.send_frame("[".repeat(1_000_000).as_bytes());
    let answer = refusal(&mut client);
    assert_eq!(answer["error"]["code"], PARSE_ERROR);
    assert!(client.shut_down().success());
}

#[test]
fn unknown_methods_and_wrong_parameters_are_refused() {
    let mut client = Client::ready();
    let refusal = client.request("ownlens/none", json!({})).unwrap_err();
    assert_eq!(refusal.code, METHOD_NOT_FOUND);
    let refusal = client
        .request("textDocument/hover", json!({"textDocument": 1}))
        .unwrap_err();
    assert_eq!(refusal.code, INVALID_PARAMS);
    // Of these, notifications may be ignored, but requests may not.
    let refusal = client.request("$/none", json!({})).unwrap_err();
    assert_eq!(refusal.code, METHOD_NOT_FOUND);
    client.notify("$/none", json!({}));
    client.notify("ownlens/none", json!({}));
    client.notify("textDocument/didOpen", json!({"textDocument": {}}));
    assert!(client.shut_down().success());
}

#[test]
fn a_cancelled_request_is_answered_as_cancelled() {
    let mut client = Client::start();
    // Without refresh a request for hints waits for the project, so it is still pending when the
    // cancellation comes.
    client.initialize(json!({}), json!({"std": "model"}));
    let document = Document::open(
        &mut client,
        "untitled:Untitled-1",
        "fn f() {}",
        Units::Utf16,
    );
    let id = client.send_request("textDocument/inlayHint", document.hints_params());
    client.notify("$/cancelRequest", json!({"id": id}));
    match client.answer(id) {
        Err(refusal) => assert_eq!(refusal.code, REQUEST_CANCELLED, "{}", refusal.message),
        Ok(hints) => assert_eq!(hints, json!([]), "it was faster than the cancellation"),
    }
    assert_eq!(document.hints(&mut client), []);
    assert!(client.shut_down().success());
}

#[test]
fn the_process_ends_with_its_client() {
    let mut client = Client::ready();
    client.close_input();
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn the_process_ends_with_its_client_while_it_works() {
    let mut client = Client::ready();
    let body = "    let v = vec![String::new()]; drop(v);\n".repeat(2_000);
    let text = format!("fn main() {{\n{body}}}\n");
    let document = Document::open_loaded(&mut client, "untitled:long", &text, Units::Utf16);
    client.send_request("textDocument/inlayHint", document.hints_params());
    client.close_input();
    client.ended();
}

#[test]
fn a_message_that_is_cut_off_is_the_end() {
    let mut client = Client::ready();
    client.send_bytes(b"Content-Length: 100\r\n\r\n{\"jsonrpc\"");
    client.close_input();
    client.ended();
}
