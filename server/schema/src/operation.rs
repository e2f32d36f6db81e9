//! Operations: what the service does on a channel. `receive` is what it reads, `send` what it writes (AsyncAPI 3.0 speaks
//! from the application's side).

use std::collections::BTreeSet;

use fitz_analysis::{
    Db, Item, ItemId, ItemKind, Origin, Program, Push, PushKind, Resolution, holders_of_connection, infer, item,
};
use serde_json::Value;

use crate::channel::{Channel, Message, qualified};
use crate::json::{Object, object, put, strings};
use crate::names::Names;
use crate::pointer::{JsonPointer, SourceMap};
use crate::security;

/// The two operations of a channel, by key. Both always exist, whatever the handler does with its connection.
pub(crate) fn operations(
    db: &dyn Db,
    program: &Program,
    channel: &Channel<'_>,
    names: &Names,
    with_query_token: bool,
    sources: &mut SourceMap,
) -> [(String, Object); 2] {
    let messages = channel.messages(names);
    let receive_key = format!("{}.receive", channel.path);
    let send_key = format!("{}.send", channel.path);
    for key in [&receive_key, &send_key] {
        sources.insert(&JsonPointer::new(["operations", key]), Some(channel.endpoint.name.clone()));
    }
    let security = channel.endpoint.access.is_protected().then(|| security::requirement(with_query_token));
    let receive = receive(&readers(db, program, channel), channel, &messages, security.as_ref());
    let send = send(channel, &messages, &send_key, security.as_ref(), sources);
    [(receive_key, receive), (send_key, send)]
}

fn receive(readers: &[String], channel: &Channel<'_>, messages: &[Message<'_>], security: Option<&Value>) -> Object {
    let summary = if readers.is_empty() {
        format!("Frames from the client; {} itself reads none.", channel.handler_label())
    } else {
        format!("Frames from the client, read by {}.", readers.join(", "))
    };
    let mut operation = start("receive", channel, summary, security, messages.first());
    // With one message for both directions nobody can tell an answer from a push.
    if let [_, outgoing] = messages
        && channel.endpoint.replies
    {
        let reply = object([
            ("channel", channel.place().reference().into()),
            ("messages", references(channel, Some(outgoing))),
        ]);
        put(&mut operation, "reply", reply);
    }
    operation
}

fn send(
    channel: &Channel<'_>,
    messages: &[Message<'_>],
    key: &str,
    security: Option<&Value>,
    sources: &mut SourceMap,
) -> Object {
    let pushes = &channel.endpoint.pushes;
    let senders = labels(pushes.iter().filter(|push| push.kind == PushKind::Send));
    let broadcasts = || pushes.iter().filter(|push| push.kind != PushKind::Send);
    let broadcasters: BTreeSet<String> = labels(broadcasts()).into_iter().collect();
    let broadcasters: Vec<String> = broadcasters.into_iter().collect();

    let summary = send_summary(channel, &senders, &broadcasters);
    let mut operation = start("send", channel, summary, security, messages.last());
    if !broadcasters.is_empty() {
        let place = JsonPointer::new(["operations", key, "x-fitz-broadcast"]);
        for (index, name) in broadcasters.iter().enumerate() {
            let call = broadcasts().find(|push| sender_label(push) == *name);
            sources.insert_push(&place.child(&index.to_string()), call);
        }
        put(&mut operation, "x-fitz-broadcast", strings(broadcasters.iter().map(String::as_str)));
    }
    operation
}

fn start(
    action: &str,
    channel: &Channel<'_>,
    summary: String,
    security: Option<&Value>,
    message: Option<&Message<'_>>,
) -> Object {
    let mut operation = object([
        ("action", action.into()),
        ("channel", channel.place().reference().into()),
        ("summary", summary.into()),
    ]);
    if let Some(security) = security {
        put(&mut operation, "security", security.clone());
    }
    put(&mut operation, "messages", references(channel, message));
    operation
}

fn references(channel: &Channel<'_>, message: Option<&Message<'_>>) -> Value {
    message.map(|message| Value::Object(channel.message_place(&message.key).reference())).into_iter().collect()
}

fn send_summary(channel: &Channel<'_>, senders: &[String], broadcasters: &[String]) -> String {
    match (senders, broadcasters) {
        ([], []) => format!("Frames to the client; {} itself sends none.", channel.handler_label()),
        (_, []) => format!("Frames to the client, sent by {}.", senders.join(", ")),
        ([], _) => format!("Frames to the client, broadcast by {}.", broadcasters.join(", ")),
        _ => format!(
            "Frames to the client, sent by {} and broadcast by {}.",
            senders.join(", "),
            broadcasters.join(", ")
        ),
    }
}

/// Who calls `recv`: the handler, and the functions that its connection reaches.
fn readers(db: &dyn Db, program: &Program, channel: &Channel<'_>) -> Vec<String> {
    let holders = holders_of_connection(db, &channel.endpoint.handler);
    let readers = holders.iter().filter(|holder| item(db, holder).is_some_and(|holder| calls_recv(db, holder)));
    let label_of = |reader: &ItemId| {
        let module = program.modules.iter().find(|module| module.file == reader.file);
        label(reader, module.map(|module| module.name.as_str()).unwrap_or_default())
    };
    readers.map(label_of).collect()
}

#[salsa::tracked(returns(copy))]
fn calls_recv<'db>(db: &'db dyn Db, reader: Item<'db>) -> bool {
    infer(db, reader).resolutions.values().any(|resolution| match resolution {
        Resolution::Item(id) => {
            id.owner.as_deref() == Some("WsConn") && id.name == "recv" && id.file.origin(db) == Origin::StandardLibrary
        }
        _ => false,
    })
}

/// Who sends, each once, in load order.
fn labels<'a>(pushes: impl Iterator<Item = &'a Push>) -> Vec<String> {
    let mut labels = Vec::new();
    for push in pushes {
        let label = sender_label(push);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

fn sender_label(push: &Push) -> String {
    label(&push.sender, &push.module)
}

/// An item of a module as people find it.
fn label(id: &ItemId, module: &str) -> String {
    match (id.kind, &id.owner) {
        (ItemKind::Function, _) => qualified(module, &id.name),
        (ItemKind::Method, Some(owner)) => qualified(module, &format!("{owner}.{}", id.name)),
        _ if module.is_empty() => "top-level code".to_owned(),
        _ => format!("top-level code of {module}"),
    }
}
