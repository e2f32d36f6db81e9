//! An editor without a screen.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{binary, framing};

/// How long anything may take. Generous, since it is only ever waited for when something is wrong.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How a session is started.
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    capabilities: Value,
    folders: Vec<String>,
    process_id: Option<u32>,
    settings: Value,
    options: Option<Value>,
    environment: Vec<(String, String)>,
    answers_requests: bool,
}

/// What the server said.
#[derive(Clone, Debug)]
pub struct Message {
    /// The whole message.
    pub json: Value,
    taken: bool,
}

/// A session with a running server.
///
/// Dropping it ends the session like [`Client::finish`], unless the test is failing already.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    inbox: Receiver<Value>,
    messages: Vec<Message>,
    /// The requests that were sent, with the number of answers to each.
    requests: BTreeMap<i64, u32>,
    next_id: i64,
    settings: Value,
    answers_requests: bool,
    log: Arc<Mutex<String>>,
    log_reader: Option<JoinHandle<()>>,
    allowed_panics: bool,
    finished: bool,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder {
            capabilities: json!({
                "general": { "positionEncodings": ["utf-16"] },
                "textDocument": {
                    "hover": { "contentFormat": ["markdown", "plaintext"] },
                    "publishDiagnostics": {
                        "versionSupport": true,
                        "codeDescriptionSupport": true,
                        "relatedInformation": true,
                        "dataSupport": true,
                    },
                    "definition": { "linkSupport": true },
                    "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                    "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
                },
                "workspace": { "configuration": true },
            }),
            folders: Vec::new(),
            process_id: Some(std::process::id()),
            settings: json!({}),
            options: None,
            environment: Vec::new(),
            answers_requests: true,
        }
    }
}

impl ClientBuilder {
    /// Replaces one of the client's capabilities, named by a JSON pointer whose parents are made.
    #[must_use]
    pub fn capability(mut self, pointer: &str, value: Value) -> Self {
        let mut place = &mut self.capabilities;
        for key in pointer.trim_start_matches('/').split('/') {
            if !place.is_object() {
                *place = json!({});
            }
            place = &mut place[key];
        }
        *place = value;
        self
    }

    /// Replaces all capabilities.
    #[must_use]
    pub fn capabilities(mut self, capabilities: Value) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// Opens a folder.
    #[must_use]
    pub fn folder(mut self, uri: impl Into<String>) -> Self {
        self.folders.push(uri.into());
        self
    }

    /// The process that the server is not to outlive.
    #[must_use]
    pub fn process_id(mut self, process_id: Option<u32>) -> Self {
        self.process_id = process_id;
        self
    }

    /// The section `fitz` of the settings.
    #[must_use]
    pub fn settings(mut self, settings: Value) -> Self {
        self.settings = settings;
        self
    }

    /// `initializationOptions`.
    #[must_use]
    pub fn options(mut self, options: Value) -> Self {
        self.options = Some(options);
        self
    }

    /// Sets an environment variable of the server.
    #[must_use]
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Turns on the requests that provoke failures.
    #[must_use]
    pub fn test_hooks(self) -> Self {
        self.environment("FITZ_LSP_TEST_HOOKS", "1")
    }

    /// Leaves the requests of the server without an answer until [`Client::answer`].
    #[must_use]
    pub fn silent(mut self) -> Self {
        self.answers_requests = false;
        self
    }

    /// The parameters of `initialize`.
    pub fn initialize_params(&self) -> Value {
        let folders = self.folders.iter().map(|uri| json!({ "uri": uri, "name": uri })).collect::<Vec<_>>();
        let mut params = json!({
            "processId": self.process_id,
            "clientInfo": { "name": "fitz-e2e" },
            "rootUri": self.folders.first(),
            "workspaceFolders": folders,
            "capabilities": self.capabilities,
        });
        if let Some(options) = &self.options {
            params["initializationOptions"] = options.clone();
        }
        params
    }

    /// Starts the server, without a word to it.
    ///
    /// # Panics
    /// When it does not start.
    pub fn spawn(&self) -> Client {
        let mut command = Command::new(binary());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("FITZ_LOG");
        command.envs(self.environment.iter().cloned());
        let mut child = command.spawn().expect("the server starts");
        let input = child.stdin.take();
        let (sender, inbox) = channel();
        let mut output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        std::thread::spawn(move || {
            loop {
                let message = match framing::read(&mut output) {
                    Ok(Some(message)) => message,
                    Ok(None) => return,
                    Err(error) => {
                        let _ = sender.send(json!({ "broken": error.to_string() }));
                        return;
                    }
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let log = Arc::new(Mutex::new(String::new()));
        let mut errors = child.stderr.take().expect("its errors are a pipe");
        let log_reader = std::thread::spawn({
            let log = Arc::clone(&log);
            move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = errors.read(&mut buffer) {
                    log.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..count]));
                }
            }
        });
        Client {
            child,
            input,
            inbox,
            messages: Vec::new(),
            requests: BTreeMap::new(),
            next_id: 1,
            settings: self.settings.clone(),
            answers_requests: self.answers_requests,
            log,
            log_reader: Some(log_reader),
            allowed_panics: false,
            finished: false,
        }
    }

    /// Starts a session: the server, `initialize`, `initialized`.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn start(&self) -> Client {
        let mut client = self.spawn();
        client.ask("initialize", self.initialize_params());
        client.notify("initialized", json!({}));
        client
    }
}

impl Client {
    /// A session with usual capabilities.
    pub fn start() -> Client {
        ClientBuilder::default().start()
    }

    /// A session that can be configured.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    // Sending.

    /// Sends a request and returns its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.requests.insert(id, 0);
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        id
    }

    /// The id that the next request will have.
    pub fn next_request_id(&self) -> i64 {
        self.next_id
    }

    /// Whether the answer to a request was taken already.
    pub fn is_answered(&self, id: i64) -> bool {
        let is_answer = |json: &Value| json.get("method").is_none() && json["id"] == json!(id);
        self.messages.iter().any(|message| message.taken && is_answer(&message.json))
    }

    /// A request with this id is about to be sent as a raw message.
    pub fn expect_answer(&mut self, id: i64) {
        self.requests.insert(id, 0);
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        let mut message = json!({ "jsonrpc": "2.0", "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
    }

    /// Sends a request and returns its result.
    ///
    /// # Panics
    /// When the answer is an error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer_to(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Answers a request of the server.
    pub fn answer(&mut self, request: &Message, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request.json["id"], "result": result }));
    }

    /// What the server is told when it asks for the section `fitz` from now on.
    pub fn set_settings(&mut self, settings: Value) {
        self.settings = settings;
    }

    /// Sends any message.
    pub fn send(&mut self, message: &Value) {
        let mut bytes = Vec::new();
        framing::write(&mut bytes, message).unwrap();
        self.send_bytes(&bytes);
    }

    /// Sends bytes that need not be a message. The server may have ended already, which the next wait finds out.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        if let Some(input) = &mut self.input {
            let _ = input.write_all(bytes).and_then(|()| input.flush());
        }
    }

    /// Closes the input of the server.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    // Documents.

    /// Opens a document with version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "fitz", "version": 1, "text": text } }),
        );
    }

    /// Replaces the whole text of a document.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!([{ "text": text }]));
    }

    /// Sends changes of a document.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The Markdown of a hover, if there is one.
    pub fn hover(&mut self, uri: &str, position: &Value) -> Option<String> {
        let answer = self.ask("textDocument/hover", at(uri, position));
        answer.pointer("/contents/value").and_then(Value::as_str).map(str::to_owned)
    }

    /// The completion items at a position.
    pub fn complete(&mut self, uri: &str, position: &Value) -> Vec<Value> {
        match self.ask("textDocument/completion", at(uri, position)) {
            Value::Array(items) => items,
            Value::Null => Vec::new(),
            list => list["items"].as_array().cloned().unwrap_or_default(),
        }
    }

    // Receiving.

    /// The answer to a request: its result or its error.
    ///
    /// # Errors
    /// What the server answered as an error.
    ///
    /// # Panics
    /// When the deadline passes.
    pub fn answer_to(&mut self, id: i64) -> Result<Value, Value> {
        let is_answer = |message: &Value| message.get("method").is_none() && message["id"] == json!(id);
        let message = self.wait_for(&format!("the answer to request {id}"), is_answer);
        match message.json.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message.json["result"].clone()),
        }
    }

    /// The next notification or request of that name that nobody has taken yet.
    ///
    /// # Panics
    /// When the deadline passes.
    pub fn wait_for_method(&mut self, method: &str) -> Message {
        self.wait_for(method, |message| message["method"] == method)
    }

    /// The findings for a document with this version (or, with `None`, without one).
    ///
    /// # Panics
    /// When the deadline passes.
    pub fn diagnostics(&mut self, uri: &str, version: Option<i32>) -> Vec<Value> {
        let message = self.wait_for(&format!("the findings of {uri}, version {version:?}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"].get("version").and_then(Value::as_i64) == version.map(i64::from)
        });
        message.json["params"]["diagnostics"].as_array().cloned().unwrap_or_default()
    }

    /// The first message that nobody has taken and that meets the condition. It is taken with this.
    ///
    /// # Panics
    /// When the deadline passes, or when the server ends before.
    pub fn wait_for(&mut self, what: &str, condition: impl Fn(&Value) -> bool) -> Message {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(message) = self.messages.iter_mut().find(|it| !it.taken && condition(&it.json)) {
                message.taken = true;
                return message.clone();
            }
            match self.inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => panic!("no sign of {what} in time\n{}", self.describe()),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what}\n{}", self.describe()),
            }
        }
    }

    /// Everything that the server has said so far.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The log of the server so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// The id of the server's process.
    pub fn server_process_id(&self) -> u32 {
        self.child.id()
    }

    /// A panic in the log is not a failure of this test.
    pub fn allow_panics(&mut self) {
        self.allowed_panics = true;
    }

    // Ending.

    /// Ends the session as the protocol says, and checks it. Gives the whole log of the server.
    ///
    /// # Panics
    /// When the session was not clean.
    pub fn finish(mut self) -> String {
        self.end();
        self.log()
    }

    /// Waits until the process has ended by itself, and returns how.
    ///
    /// # Panics
    /// When it does not end in time.
    pub fn wait_for_exit(&mut self) -> ExitStatus {
        self.finished = true;
        let deadline = Instant::now() + DEADLINE;
        // Its output ends with the process.
        loop {
            match self.inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    let _ = self.child.kill();
                    panic!("the server is still alive\n{}", self.describe());
                }
            }
        }
        let status = self.child.wait().expect("the server can be waited for");
        if let Some(reader) = self.log_reader.take() {
            let _ = reader.join();
        }
        status
    }

    /// Checks that each request has exactly one answer and that no error was overlooked.
    ///
    /// # Panics
    /// When that is not so.
    pub fn check(&self) {
        for (id, answers) in &self.requests {
            assert_eq!(*answers, 1, "answers to request {id}\n{}", self.describe());
        }
        for message in self.messages.iter().filter(|message| !message.taken) {
            let json = &message.json;
            assert!(json.get("error").is_none(), "an error that nobody expected: {json}\n{}", self.describe());
            let is_message = json["method"] == "window/showMessage";
            assert!(!is_message, "a message to the user that nobody expected: {json}\n{}", self.describe());
        }
        assert!(self.allowed_panics || !self.log().contains("panic"), "a panic\n{}", self.describe());
    }

    fn end(&mut self) {
        if self.finished {
            return;
        }
        self.ask("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        let status = self.wait_for_exit();
        assert_eq!(status.code(), Some(0), "the exit code\n{}", self.describe());
        self.check();
    }

    fn take(&mut self, message: Value) {
        if let Some(error) = message.get("broken") {
            panic!("the server wrote something that is no message: {error}\n{}", self.describe());
        }
        let is_request = message.get("method").is_some() && message.get("id").is_some();
        if message.get("method").is_none()
            && let Some(id) = message["id"].as_i64()
        {
            let answers = self.requests.get_mut(&id).unwrap_or_else(|| panic!("an answer to nothing: {message}"));
            *answers += 1;
            assert_eq!(*answers, 1, "a second answer: {message}");
        }
        let message = Message { json: message, taken: false };
        if is_request && self.answers_requests {
            let result = match message.json["method"].as_str() {
                Some("workspace/configuration") => {
                    let items = message.json["params"]["items"].as_array().map_or(0, Vec::len);
                    Value::Array(vec![self.settings.clone(); items])
                }
                _ => Value::Null,
            };
            self.answer(&message, result);
        }
        self.messages.push(message);
    }

    fn describe(&self) -> String {
        let mut text = String::from("--- messages of the server\n");
        for message in &self.messages {
            text.push_str(if message.taken { "  " } else { "* " });
            let json = message.json.to_string();
            text.extend(json.chars().take(2000));
            text.push('\n');
        }
        text.push_str("--- log of the server\n");
        text.push_str(&self.log());
        text
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        } else {
            self.end();
        }
    }
}

/// The parameters of requests about a position.
pub fn at(uri: &str, position: &Value) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": position })
}
