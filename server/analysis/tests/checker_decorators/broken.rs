//! Broken text.

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;

#[test]
fn broken_text_is_silent() {
    for program in [
        "@cron(\nfn a() {}\n",
        "@every(\n",
        "@authenticated\n@get(\"/a\")\nfn a(\n",
        "@ws(\"/a\")\nasync fn a(conn: WsConn<\n",
        "@table(\"a\n",
        "type A { @\n",
        "@command(\"a\") fn a(x: ) -> \n",
        "@healthz\nfn\n",
        "@auth_provider\nfn who(\n",
    ] {
        let fixture = Fixture::new(program);
        let found = diagnostics(fixture.host.db(), fixture.file);
        let others: Vec<_> = found.iter().filter(|it| !it.code.starts_with("syntax/")).collect();
        assert!(others.is_empty(), "{program}\n{others:#?}");
    }
}
