//! The typed tree: what the five applications declare, and the values of literals.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use fitz_syntax::ast::{
    ArmBody, AstNode, BinaryExpression, BinaryOperator, ByteString, CallExpression, Callable, Closure,
    DecoratorArguments, ElseBranch, Expression, Float, FromImportStatement, FunctionBody, FunctionDefinition,
    IfExpression, ImportedName, Integer, LetDeclaration, ListComprehension, MatchArm, MatchExpression,
    MethodDefinition, ModulePath, Pattern, RangeExpression, RangeOperator, ReturnStatement, SliceExpression, Statement,
    StringLiteral, StringPattern, StringPiece, Type, TypeDefinition, UnaryExpression, UnaryOperator, VariadicParameter,
    WhileStatement,
};
use fitz_syntax::{Bias, Field, SourceText, SyntaxKind, SyntaxTree, TextRange};

use support::programs;

fn parse(text: &str) -> SyntaxTree {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    assert!(!tree.has_error(), "{}", tree.root().dump());
    tree
}

/// The first node of type `N`.
#[track_caller]
fn first<'t, N: AstNode<'t>>(tree: &'t SyntaxTree) -> N {
    tree.root().descendants().find_map(N::cast).expect("a node of that type")
}

#[test]
fn applications_and_samples_have_no_errors() {
    for (name, text) in programs("apps").into_iter().chain(programs("samples")) {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        assert!(!tree.has_error(), "{name}\n{}", tree.root().dump());
        assert!(!tree.root().descendants().any(|node| node.is_missing()), "{name}\n{}", tree.root().dump());
    }
}

/// The outline of a program: its functions, types and variables with their decorators.
fn outline(tree: &SyntaxTree) -> Vec<String> {
    let line = |item: &Statement<'_>| match item {
        Statement::FunctionDefinition(function) => {
            let mut line = String::new();
            for decorator in function.decorators() {
                let arguments: Vec<_> = decorator
                    .arguments()
                    .into_iter()
                    .flat_map(|arguments| arguments.expressions())
                    .map(|argument| argument.text().into_owned())
                    .collect();
                line += &format!("@{}({}) ", decorator.name_text().unwrap(), arguments.join(", "));
            }
            if function.is_async() {
                line += "async ";
            }
            let parameters: Vec<String> = function
                .parameters()
                .unwrap()
                .parameters()
                .map(|parameter| match parameter.ty() {
                    Some(ty) => format!("{}: {}", parameter.name_text().unwrap(), ty.text()),
                    None => parameter.name_text().unwrap().into_owned(),
                })
                .collect();
            let result = function.return_type().map_or_else(String::new, |ty| format!(" -> {}", ty.text()));
            format!("{line}fn {}({}){result}", function.name_text().unwrap(), parameters.join(", "))
        }
        Statement::TypeDefinition(definition) => {
            let fields: Vec<_> = definition.fields().map(|field| field.name_text().unwrap().into_owned()).collect();
            format!("type {} {{{}}}", definition.name_text().unwrap(), fields.join(", "))
        }
        Statement::LetDeclaration(declaration) => {
            let ty = declaration.ty().map_or_else(String::new, |ty| format!(": {}", ty.text()));
            format!("let {}{ty}", declaration.name_text().unwrap())
        }
        other => format!("{:?}", other.syntax().kind()),
    };
    tree.source_file().items().iter().map(line).collect()
}

#[test]
fn outline_of_the_dashboard() {
    let (_, text) = programs("apps").into_iter().find(|(name, _)| name == "dashboard.fitz").unwrap();
    let tree = parse(&text);
    expect_test::expect![[r#"
        @server(8080) fn main()
        type User {id, email, role}
        type Credentials {email, password}
        type Token {token}
        type NewLink {target_url}
        type Link {id, code, target_url, owner_email, clicks}
        type DashboardCommand {kind}
        type DashboardEvent {kind, code, target_url, clicks, at}
        let SECRET
        let OWNER_EMAIL
        let OWNER_HASH
        let POOL
        let RECENT: Map<Str, Int>
        fn now_text() -> Str
        fn recent_for(code: Str) -> Int
        @auth_provider() fn check_token(headers: Map<Str, Str>) -> Result<User>
        @post("/login") fn login(body: Credentials) -> Token
        @authenticated() @post("/links") async fn shorten(body: NewLink, user: User) -> Result<Link>
        @get("/{code}") async fn follow(code: Str) -> Result<Response>
        @background() async fn record_click(id: Int, code: Str, target_url: Str) -> Result<Null>
        @every(5) fn push_rates() -> Null
        @authenticated() @ws("/dashboard") async fn dashboard(conn: WsConn<DashboardCommand, DashboardEvent>, user: User) -> Null
    "#]]
    .assert_eq(&(outline(&tree).join("\n") + "\n"));
    let described = tree
        .source_file()
        .items()
        .iter()
        .filter_map(|item| match item {
            Statement::TypeDefinition(definition) => definition.doc_comment(),
            _ => None,
        })
        .collect::<Vec<_>>();
    assert_eq!(
        described,
        [
            "What a dashboard may say to the server ...",
            "... and what the server says: \"hello\", \"pong\", \"click\" or \"rate\".",
        ]
    );
    assert!(tree.source_file().leading_comment().unwrap().starts_with("Live click dashboard"));
}

#[test]
fn every_function_of_the_applications_is_complete() {
    let mut sockets = 0;
    for (name, text) in programs("apps") {
        let tree = parse(&text);
        for function in tree.root().descendants().filter_map(Callable::cast) {
            assert!(function.parameters().is_some(), "{name}: {function:?}");
            assert!(function.body().is_some(), "{name}: {function:?}");
        }
        for function in tree.root().descendants().filter_map(FunctionDefinition::cast) {
            if function.decorators().any(|decorator| decorator.name_text().as_deref() == Some("ws")) {
                assert!(function.is_async(), "{name}: {function:?}");
                assert!(matches!(function.function_body(), Some(FunctionBody::Block(_))));
                sockets += 1;
            }
        }
    }
    assert!(sockets >= 5, "{sockets}");
}

#[test]
fn decorators_have_two_kinds_of_arguments() {
    let tree = parse("@server(43929, ws_heartbeat_secs=30, docs=false)\nfn main() => 0\n");
    let arguments: DecoratorArguments<'_> = first(&tree);
    let positional: Vec<_> = arguments.expressions().map(|argument| argument.text()).collect();
    assert_eq!(positional, ["43929"]);
    let named: Vec<_> = arguments
        .keyword_arguments()
        .map(|argument| (argument.name_text().unwrap(), argument.value().unwrap().text()))
        .collect();
    assert_eq!(named, [("ws_heartbeat_secs".into(), "30".into()), ("docs".into(), "false".into())]);
}

#[test]
fn calls_have_two_kinds_of_arguments() {
    let tree = parse("log.info(\"a\", email: user.email)\n");
    let call: CallExpression<'_> = first(&tree);
    assert!(matches!(call.function(), Some(Expression::FieldExpression(_))));
    let arguments = call.arguments().unwrap();
    assert_eq!(arguments.expressions().count(), 1);
    let named = arguments.named_arguments().next().unwrap();
    assert_eq!(named.name_text().unwrap(), "email");
    assert_eq!(named.value().unwrap().text(), "user.email");
}

#[test]
fn imports() {
    let tree = parse("import a.b . c as d\nfrom x.y import p as q, r\n");
    let path: ModulePath<'_> = first(&tree);
    assert_eq!(path.dotted(), "a.b.c");
    let import: FromImportStatement<'_> = first(&tree);
    assert_eq!(import.path().unwrap().dotted(), "x.y");
    let local = |name: ImportedName<'_>| name.local_name().unwrap().name().unwrap().into_owned();
    assert_eq!(import.names().map(local).collect::<Vec<_>>(), ["q", "r"]);
}

#[test]
fn types_have_fields_and_methods() {
    let tree = parse(
        "type T {\n    @primary id: Int = 0\n    names: Map<Str, List<Int>?>\n    fn size() -> Int => 1\n    static async fn load(...parts: Str) -> Result<T> { return f() }\n}\n",
    );
    let definition: TypeDefinition<'_> = first(&tree);
    let fields: Vec<_> = definition.fields().collect();
    assert_eq!(fields.len(), 2);
    assert_eq!(fields[0].decorators().next().unwrap().name_text().unwrap(), "primary");
    assert_eq!(fields[0].default().unwrap().text(), "0");
    let Some(Type::NamedType(map)) = fields[1].ty() else { panic!("{:?}", fields[1].ty()) };
    assert_eq!(map.name_text().unwrap(), "Map");
    let arguments: Vec<_> = map.arguments().unwrap().types().collect();
    assert!(matches!(arguments[..], [Type::NamedType(_), Type::NullableType(_)]));
    let methods: Vec<MethodDefinition<'_>> = definition.methods().collect();
    assert_eq!(
        methods.iter().map(|m| (m.is_static(), m.is_async())).collect::<Vec<_>>(),
        [(false, false), (true, true)]
    );
    assert!(matches!(methods[0].function_body(), Some(FunctionBody::Expression(_))));
    let rest: VariadicParameter<'_> = first(&tree);
    assert_eq!(rest.name_text().unwrap(), "parts");
}

#[test]
fn control_flow() {
    let tree = parse(
        "fn f() {\n    if a { b } else if c { d } else { e }\n    'outer: while x { break 'outer }\n    return 404 {\"error\": \"gone\"}\n}\n",
    );
    let branch: IfExpression<'_> = first(&tree);
    let Some(ElseBranch::If(nested)) = branch.else_branch() else { panic!("{branch:?}") };
    assert!(matches!(nested.else_branch(), Some(ElseBranch::Block(_))));
    let repeat: WhileStatement<'_> = first(&tree);
    assert_eq!(repeat.label().unwrap().name(), "outer");
    assert_eq!(repeat.body().unwrap().statements().count(), 1);
    let reply: ReturnStatement<'_> = first(&tree);
    assert_eq!(reply.status_reply().unwrap().status().unwrap().text(), "404");
    assert_eq!(reply.expression(), None);
    let tree = parse("fn f() {\n    return 1 + 2\n}\n");
    let plain: ReturnStatement<'_> = first(&tree);
    assert_eq!(plain.expression().unwrap().text(), "1 + 2");
    assert_eq!(plain.status_reply(), None);
}

#[test]
fn matches_have_patterns_and_bodies() {
    let tree = parse(
        "let r = match x {\n    Ok(v) if v > 1 => v,\n    1 | 2 => { a }\n    _ => return 3\n    (p, \"s\") => break\n}\n",
    );
    let matching: MatchExpression<'_> = first(&tree);
    let arms: Vec<MatchArm<'_>> = matching.body().unwrap().match_arms().collect();
    assert_eq!(arms.len(), 4);
    assert!(arms[0].guard().is_some());
    let kind = |arm: &MatchArm<'_>| arm.pattern().map(|pattern| pattern.syntax().kind());
    assert_eq!(
        arms.iter().map(kind).collect::<Vec<_>>(),
        [
            Some(SyntaxKind::ResultPattern),
            Some(SyntaxKind::OrPattern),
            Some(SyntaxKind::WildcardPattern),
            Some(SyntaxKind::TuplePattern),
        ]
    );
    let Some(Pattern::TuplePattern(tuple)) = arms[3].pattern() else { panic!("{:?}", arms[3]) };
    assert_eq!(tuple.patterns().count(), 2);
    assert_eq!(first::<StringPattern<'_>>(&tree).plain_value(), "s");
    assert!(matches!(arms[0].arm_body(), Some(ArmBody::Expression(Expression::Identifier(_)))));
    assert!(matches!(arms[1].arm_body(), Some(ArmBody::Block(_))));
    assert!(matches!(arms[2].arm_body(), Some(ArmBody::Return(_))));
    assert!(matches!(arms[3].arm_body(), Some(ArmBody::Break(_))));
}

#[test]
fn operators() {
    for (text, expected) in [
        ("a or b", BinaryOperator::Or),
        ("a xor b", BinaryOperator::Xor),
        ("a and b", BinaryOperator::And),
        ("a == b", BinaryOperator::Equal),
        ("a != b", BinaryOperator::NotEqual),
        ("a < b", BinaryOperator::Less),
        ("a <= b", BinaryOperator::LessEqual),
        ("a > b", BinaryOperator::Greater),
        ("a >= b", BinaryOperator::GreaterEqual),
        ("a | b", BinaryOperator::BitOr),
        ("a ^ b", BinaryOperator::BitXor),
        ("a & b", BinaryOperator::BitAnd),
        ("a << b", BinaryOperator::ShiftLeft),
        ("a >> b", BinaryOperator::ShiftRight),
        ("a + b", BinaryOperator::Add),
        ("a - b", BinaryOperator::Subtract),
        ("a * b", BinaryOperator::Multiply),
        ("a / b", BinaryOperator::Divide),
        ("a % b", BinaryOperator::Remainder),
    ] {
        let tree = parse(text);
        let operator = first::<BinaryExpression<'_>>(&tree).operator_kind();
        assert_eq!(operator, Some(expected), "{text}");
        assert_eq!(text.split(' ').nth(1), Some(expected.text()));
    }
    for (text, expected) in
        [("-a", UnaryOperator::Negate), ("not a", UnaryOperator::Not), ("~a", UnaryOperator::BitNot)]
    {
        assert_eq!(first::<UnaryExpression<'_>>(&parse(text)).operator_kind(), Some(expected), "{text}");
    }
    for (text, expected) in [
        ("a += 1", BinaryOperator::Add),
        ("a -= 1", BinaryOperator::Subtract),
        ("a *= 1", BinaryOperator::Multiply),
        ("a /= 1", BinaryOperator::Divide),
        ("a &= 1", BinaryOperator::BitAnd),
        ("a |= 1", BinaryOperator::BitOr),
        ("a ^= 1", BinaryOperator::BitXor),
        ("a <<= 1", BinaryOperator::ShiftLeft),
        ("a >>= 1", BinaryOperator::ShiftRight),
    ] {
        let tree = parse(text);
        let assignment: fitz_syntax::ast::AugmentedAssignment<'_> = first(&tree);
        assert_eq!(assignment.operator_kind(), Some(expected), "{text}");
        assert!(matches!(assignment.target(), Some(Expression::Identifier(_))));
    }
    assert_eq!(first::<RangeExpression<'_>>(&parse("0..9")).operator_kind(), Some(RangeOperator::Exclusive));
    assert_eq!(first::<RangeExpression<'_>>(&parse("0..=9")).operator_kind(), Some(RangeOperator::Inclusive));
    let tree = parse("xs[..=2]");
    let slice: SliceExpression<'_> = first(&tree);
    assert_eq!(slice.operator_kind(), Some(RangeOperator::Inclusive));
    assert_eq!(slice.start(), None);
    assert_eq!(slice.end().unwrap().text(), "2");
}

#[test]
fn closures_and_comprehensions() {
    let tree = parse("let f = async fn(x: Int, y = 2) -> Int => x + y\nlet g = [a for a in b for c in a if c > 1]\n");
    let closure: Closure<'_> = first(&tree);
    assert!(closure.is_async());
    assert_eq!(closure.parameters().unwrap().parameters().count(), 2);
    let comprehension: ListComprehension<'_> = first(&tree);
    assert_eq!(comprehension.for_clauses().count(), 2);
    assert_eq!(comprehension.if_clause().unwrap().condition().unwrap().text(), "c > 1");
}

/// The value of the first string of a program.
#[track_caller]
fn check_string(literal: &str, expected: Option<&str>) {
    let tree = SyntaxTree::parse(&SourceText::new(&format!("let s = {literal}\n")));
    assert_eq!(first::<StringLiteral<'_>>(&tree).plain_value().as_deref(), expected, "{literal}");
}

#[test]
fn values_of_strings() {
    check_string(r#""""#, Some(""));
    check_string(r#""plain é 😀""#, Some("plain é 😀"));
    check_string(r#""a  b ""#, Some("a  b "));
    check_string(r#""\n\t\r\0\b\\\"\{\}""#, Some("\n\t\r\0\u{8}\\\"{}"));
    check_string(r#""\x41\x7f""#, Some("A\u{7f}"));
    check_string(r#""\u{e9}\u{1F600}""#, Some("é😀"));
    check_string(r#""// no comment""#, Some("// no comment"));
    // What is no valid escape stands for itself.
    check_string(r#""\q""#, Some("\\q"));
    check_string(r#""\x80""#, Some("\\x80"));
    check_string(r#""\u{D800}""#, Some("\\u{D800}"));
    check_string(r#""\u{}""#, Some("\\u{}"));
    check_string("\"\"\"\n  two \"lines\"\n\"\"\"", Some("\n  two \"lines\"\n"));
    check_string(r#""""""""#, Some(""));
    check_string(r#""a {b}""#, None);
    check_string("\"open", Some("open"));
}

#[test]
fn pieces_of_strings() {
    let text = r#"let s = "a\n{b:>10} {m[\"k\"]}""#;
    let tree = parse(text);
    let string: StringLiteral<'_> = first(&tree);
    let pieces: Vec<StringPiece<'_>> = string.pieces().collect();
    let [
        StringPiece::Text(a),
        StringPiece::Escape(_, Some('\n')),
        StringPiece::Interpolation(b),
        StringPiece::Text(space),
        StringPiece::Interpolation(m),
    ] = pieces[..]
    else {
        panic!("{pieces:?}")
    };
    assert!(a.text_is("a") && space.text_is(" "));
    assert_eq!(b.value().unwrap().text(), "b");
    assert_eq!(b.format().unwrap().text(), ">10");
    assert_eq!(m.value().unwrap().text(), r#"m[\"k\"]"#);
    assert!(string.is_closed() && !string.is_triple_quoted());
    assert_eq!(tree.text().slice(string.content_range()), r#"a\n{b:>10} {m[\"k\"]}"#);
}

#[test]
fn quotes_of_strings() {
    for (literal, content, closed, triple) in [
        (r#""ab""#, "ab", true, false),
        (r#""""#, "", true, false),
        (r#""""ab""""#, "ab", true, true),
        (r#""ab"#, "ab", false, false),
        (r#"""#, "", false, false),
        (r#""""ab"#, "ab", false, true),
    ] {
        let tree = SyntaxTree::parse(&SourceText::new(&format!("let s = {literal}")));
        let string: StringLiteral<'_> = first(&tree);
        assert_eq!(tree.text().slice(string.content_range()), content, "{literal}");
        assert_eq!((string.is_closed(), string.is_triple_quoted()), (closed, triple), "{literal}");
    }
}

#[test]
fn values_of_byte_strings() {
    for (literal, expected) in [
        (r#"b"""#, &b""[..]),
        (r#"b"a\x00\xff\n\"\\""#, b"a\x00\xff\n\"\\"),
        (r#"b"{é}""#, "{é}".as_bytes()),
        (r#"b"\q""#, b"\\q"),
    ] {
        let tree = SyntaxTree::parse(&SourceText::new(&format!("let s = {literal}\n")));
        assert_eq!(first::<ByteString<'_>>(&tree).value(), expected, "{literal}");
    }
}

#[test]
fn values_of_numbers() {
    for (literal, expected) in [
        ("0", Some(0)),
        ("007", Some(7)),
        ("1_000", Some(1000)),
        ("0xFF", Some(255)),
        ("0X_f_f", Some(255)),
        ("0o17", Some(15)),
        ("0B1010", Some(10)),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("0x8000_0000_0000_0000", None),
    ] {
        assert_eq!(first::<Integer<'_>>(&parse(literal)).value(), expected, "{literal}");
    }
    for (literal, expected) in [("1.5", 1.5), ("1_000.50", 1000.5), ("2e-3", 0.002), ("1E3", 1000.0), ("1.5e+2", 150.0)]
    {
        assert_eq!(first::<Float<'_>>(&parse(literal)).value(), Some(expected), "{literal}");
    }
}

#[test]
fn tokens_at_an_offset() {
    let text = "let ab = c\n";
    let tree = parse(text);
    let token = |offset: u32, bias| tree.root().token_at(offset.into(), bias).map(|token| token.text().into_owned());
    for (offset, left, right) in [
        (0, Some("let"), Some("let")),
        (2, Some("let"), Some("let")),
        (3, Some("let"), Some("let")),
        (4, Some("ab"), Some("ab")),
        (6, Some("ab"), Some("ab")),
        (7, Some("="), Some("=")),
        (9, Some("c"), Some("c")),
        (10, Some("c"), Some("c")),
    ] {
        assert_eq!(token(offset, Bias::Left).as_deref(), left, "left of {offset}");
        assert_eq!(token(offset, Bias::Right).as_deref(), right, "right of {offset}");
    }
    let tree = parse("f(a,b)\n");
    let token = |offset: u32, bias| tree.root().token_at(offset.into(), bias).unwrap().kind();
    assert_eq!((token(3, Bias::Left), token(3, Bias::Right)), (SyntaxKind::Identifier, SyntaxKind::Comma));
    assert_eq!((token(4, Bias::Left), token(4, Bias::Right)), (SyntaxKind::Comma, SyntaxKind::Identifier));
    let tree = parse("a   // c\n");
    assert_eq!(tree.root().token_at(2.into(), Bias::Left), None);
    assert!(tree.root().token_at(4.into(), Bias::Right).unwrap().is_comment());
    assert_eq!(tree.root().token_at(99.into(), Bias::Left), None);
}

#[test]
fn moving_around_in_a_tree() {
    let tree = parse("let a = f(x, 1)\n");
    let root = tree.root();
    let call: CallExpression<'_> = first(&tree);
    let declaration: LetDeclaration<'_> = first(&tree);
    let node = call.syntax();
    assert_eq!(node.parent(), Some(declaration.syntax()));
    assert_eq!(node.field_in_parent(), Some(Field::Value));
    assert_eq!(declaration.syntax().field(Field::Value), Some(node));
    assert_eq!(node.ancestors().last(), Some(root));
    assert_eq!(root.covering(node.range()), node);
    let inside = TextRange::new(10.into(), 11.into());
    assert_eq!(root.covering(inside).kind(), SyntaxKind::Identifier);
    assert_eq!(root.named_covering(TextRange::new(9.into(), 10.into())).kind(), SyntaxKind::Arguments);
    let arguments = call.arguments().unwrap().syntax();
    assert_eq!(arguments.first_child().unwrap().kind(), SyntaxKind::LParen);
    assert_eq!(arguments.last_child().unwrap().kind(), SyntaxKind::RParen);
    let x = arguments.named_children().next().unwrap();
    assert_eq!(x.next_sibling().unwrap().kind(), SyntaxKind::Comma);
    assert_eq!(x.next_named_sibling().unwrap().kind(), SyntaxKind::Integer);
    assert_eq!(x.next_named_sibling().unwrap().prev_named_sibling(), Some(x));
    assert_eq!(x.prev_sibling().unwrap().kind(), SyntaxKind::LParen);
    assert_eq!(arguments.child_of_kind(SyntaxKind::Comma).unwrap().text(), ",");
    let tokens: Vec<_> = root.tokens().map(|token| token.text().into_owned()).collect();
    assert_eq!(tokens, ["let", "a", "=", "f", "(", "x", ",", "1", ")"]);
    let mut nodes = declaration.syntax().descendants();
    let mut seen = Vec::new();
    while let Some(node) = nodes.next() {
        seen.push((nodes.depth(), node.kind()));
        if node == call.syntax() {
            nodes.skip_subtree();
        }
    }
    assert_eq!(
        seen,
        [
            (0, SyntaxKind::LetDeclaration),
            (1, SyntaxKind::LetKeyword),
            (1, SyntaxKind::Identifier),
            (1, SyntaxKind::Eq),
            (1, SyntaxKind::CallExpression),
        ]
    );
}

#[test]
fn nodes_of_two_trees_differ() {
    let text = SourceText::new("let a = 1\n");
    let (one, two) = (SyntaxTree::parse(&text), SyntaxTree::parse(&text));
    assert_eq!(one.root(), one.root());
    assert_ne!(one.root(), two.root());
}

/// Every kind and field that the grammar can produce is one that was generated from it.
#[test]
fn kinds_and_fields_go_to_names_and_back() {
    for field in Field::ALL {
        assert_eq!(Field::from_name(field.name()), Some(field));
    }
    for (name, text) in programs("apps").into_iter().chain(programs("samples")).chain(programs("recovery")) {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        for node in tree.root().descendants() {
            let kind = node.kind();
            assert_eq!(SyntaxKind::from_grammar(kind.name(), kind.is_named()), Some(kind), "{name}");
            assert_eq!(kind == SyntaxKind::Error, node.is_error(), "{name}: {node:?}");
            assert_eq!(kind.is_named(), node.is_named(), "{name}: {node:?}");
        }
    }
}
