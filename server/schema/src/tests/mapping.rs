//! Names, schemas and examples of types, over a model written by hand.

use std::sync::Arc;

use fitz_analysis::{Builtin, DefaultValue, FunctionTy, Name, Nominal, Ty};
use serde_json::{Value, json};

use super::model::Model;
use super::validator::violations;
use crate::example::frame_example;
use crate::json_type;
use crate::names::{Declared, Names};
use crate::schema::Schemas;
use crate::types::reachable;

fn names(model: &Model, roots: &[Ty]) -> Names {
    let declared = reachable(model, roots).into_iter().map(|nominal| {
        let is_main = nominal.file == model.main;
        Declared { nominal, rank: usize::from(!is_main), module: if is_main { "" } else { "other" }.to_owned() }
    });
    Names::assign(declared.collect())
}

/// A document that has nothing but the payload of a type and the components that it needs.
fn document(model: &Model, ty: &Ty) -> Value {
    let names = names(model, std::slice::from_ref(ty));
    let mut schemas = Schemas::new(model, &names);
    let payload = schemas.payload(ty, &names.type_key(ty)).schema;
    let components: serde_json::Map<String, Value> =
        schemas.components().into_iter().map(|(key, definition)| (key, definition.schema.into())).collect();
    json!({ "payload": payload, "components": { "schemas": components } })
}

fn tuple<const N: usize>(elements: [Ty; N]) -> Ty {
    Ty::Tuple(Arc::from(elements))
}

fn date_time() -> Ty {
    Ty::builtin(Builtin::DateTime)
}

#[test]
fn keys_say_what_a_type_is() {
    let mut model = Model::new();
    let click = model.declare(&model.nominal("ClickEvent"), vec![("code", Ty::str(), None)]);
    let function = FunctionTy { parameters: vec![Ty::int()], required: 1, variadic: false, result: Ty::str() };
    let names = names(&model, std::slice::from_ref(&click));
    for (ty, key) in [
        (click.clone(), "ClickEvent"),
        (Ty::str(), "Str"),
        (Ty::list(click.clone()), "ListOfClickEvent"),
        (Ty::map(Ty::str(), Ty::int()), "MapOfStrToInt"),
        (Ty::nullable(click.clone()), "OptionalClickEvent"),
        (tuple([Ty::int(), Ty::str()]), "TupleOfIntAndStr"),
        (tuple([]), "Unit"),
        (Ty::result(click.clone(), Ty::str()), "ResultOfClickEvent"),
        (Ty::result(click, Ty::int()), "ResultOfClickEventOrInt"),
        (Ty::list(Ty::list(Ty::Any)), "ListOfListOfAny"),
        (Ty::Function(Arc::new(function)), "FnOfIntToStr"),
        (Ty::Builtin(Builtin::WsConn, Arc::from([Ty::int(), Ty::str()])), "WsConnOfIntAndStr"),
    ] {
        assert_eq!(names.type_key(&ty), key);
    }
}

#[test]
fn the_first_of_equal_names_keeps_it() {
    let model = Model::new();
    let named = |file, name: &str| Ty::Nominal(Nominal { file, name: Name::from(name) });
    let ours = named(model.main, "Event");
    let theirs = named(model.other, "Event");
    let alone = named(model.other, "Alone");
    let umlaut = named(model.main, "Größe");
    let taken = named(model.main, "Gr__e");
    // The order in which a document meets them does not matter.
    let names = names(&model, &[theirs.clone(), umlaut.clone(), alone.clone(), taken.clone(), ours.clone()]);
    for (ty, key) in [(ours, "Event"), (theirs, "other.Event"), (alone, "Alone"), (taken, "Gr__e"), (umlaut, "Gr__e_2")]
    {
        assert_eq!(names.type_key(&ty), key);
    }
}

#[test]
fn payloads() {
    let mut model = Model::new();
    let small = model.declare(&model.nominal("Small"), vec![("id", Ty::int(), None)]);
    for (ty, payload) in [
        (Ty::builtin(Builtin::Bytes), json!({ "title": "Bytes", "type": "string", "format": "binary" })),
        (
            Ty::nullable(Ty::builtin(Builtin::Bytes)),
            json!({ "title": "OptionalBytes", "type": ["string", "null"], "contentEncoding": "base64" }),
        ),
        (Ty::Any, json!({ "title": "Any" })),
        (Ty::nullable(Ty::Any), json!({ "title": "Any" })),
        (Ty::nullable(Ty::null()), json!({ "title": "Null", "type": "null" })),
        (tuple([]), json!({ "title": "Unit", "type": "array", "maxItems": 0 })),
        (
            Ty::nullable(Ty::map(Ty::str(), Ty::Any)),
            json!({ "title": "OptionalMapOfStrToAny", "type": ["object", "null"], "additionalProperties": true }),
        ),
        (
            Ty::nullable(small.clone()),
            json!({
                "title": "OptionalSmall",
                "oneOf": [{ "$ref": "#/components/schemas/Small" }, { "type": "null" }]
            }),
        ),
        (
            small,
            json!({
                "title": "Small", "type": "object",
                "properties": { "id": { "type": "integer", "format": "int64" } },
                "required": ["id"], "additionalProperties": false
            }),
        ),
        (
            Ty::builtin(Builtin::DbConn),
            json!({
                "title": "DbConn", "description": "A value of type `DbConn` cannot be sent as JSON.",
                "x-fitz-unserializable": true
            }),
        ),
    ] {
        assert_eq!(document(&model, &ty)["payload"].to_string(), payload.to_string(), "{ty}");
    }
}

#[test]
fn defaults_are_shown_when_they_fit() {
    use DefaultValue::{Bool, EmptyList, EmptyMap, Float, Int, Null, Other, Str};
    let text = |text: &str| Some(Str(text.to_owned()));
    let number = |text: &str| Some(Float(text.to_owned()));
    for (ty, default, shown) in [
        (Ty::int(), Some(Int(-3)), Some(json!(-3))),
        (Ty::float(), Some(Int(3)), Some(json!(3))),
        (Ty::float(), number("1e400"), None),
        (Ty::float(), number("-0.5"), Some(json!(-0.5))),
        (Ty::int(), number("1.5"), None),
        (Ty::str(), text("a"), Some(json!("a"))),
        (Ty::int(), text("a"), None),
        (date_time(), text("now"), None),
        (Ty::bool(), Some(Bool(true)), Some(json!(true))),
        (Ty::str(), Some(Null), None),
        (Ty::nullable(Ty::str()), Some(Null), Some(Value::Null)),
        (Ty::nullable(Ty::int()), Some(Int(1)), Some(json!(1))),
        (Ty::list(Ty::int()), Some(EmptyList), Some(json!([]))),
        (Ty::map(Ty::str(), Ty::int()), Some(EmptyMap), Some(json!({}))),
        (Ty::list(Ty::int()), Some(EmptyMap), None),
        (Ty::int(), Some(Other), None),
    ] {
        let mut model = Model::new();
        let holder = model.declare(&model.nominal("Holder"), vec![("field", ty.clone(), default.clone())]);
        let payload = &document(&model, &holder)["payload"];
        assert_eq!(payload["properties"]["field"].get("default"), shown.as_ref(), "{ty} = {default:?}");
        assert_eq!(payload.get("required"), None, "a field with a default is optional");
    }
}

#[test]
fn examples_are_finite_and_fit() {
    let mut model = Model::new();
    let node = model.nominal("Node");
    let itself = Ty::Nominal(node.clone());
    for (next, default, expected) in [
        (Ty::nullable(itself.clone()), None, Some(json!({ "next": null }))),
        (Ty::list(itself.clone()), None, Some(json!({ "next": [] }))),
        (Ty::map(Ty::str(), itself.clone()), None, Some(json!({ "next": {} }))),
        (Ty::result(itself.clone(), Ty::str()), None, Some(json!({ "next": { "Err": "next" } }))),
        (itself.clone(), Some(DefaultValue::Other), Some(json!({}))),
        (tuple([Ty::int(), itself.clone()]), None, None),
        (itself.clone(), None, None),
    ] {
        let ty = model.declare(&node, vec![("next", next.clone(), default)]);
        let example = frame_example(&model, &ty);
        assert_eq!(example, expected, "{next}");
        if let Some(example) = example {
            let document = document(&model, &ty);
            assert_eq!(violations(&document, &document["payload"], &example), Vec::<String>::new(), "{next}");
        }
    }
}

#[test]
fn examples_of_strings_suit_their_fields() {
    let mut model = Model::new();
    for (field, expected) in [
        ("code", "code"),
        ("targetUrl", "https://example.com"),
        ("redirect_uri", "https://example.com"),
        ("owner_email", "user@example.com"),
        ("timestamp", "2026-01-01T12:00:00Z"),
        ("created_at", "2026-01-01T12:00:00Z"),
        ("due_date", "2026-01-01T12:00:00Z"),
        ("format", "format"),
    ] {
        let holder = model.declare(&model.nominal("Holder"), vec![(field, Ty::str(), None)]);
        assert_eq!(frame_example(&model, &holder), Some(json!({ field: expected })));
    }
    assert_eq!(frame_example(&model, &Ty::str()), Some(json!("text")));
    assert_eq!(frame_example(&model, &Ty::builtin(Builtin::Bytes)), None);
    assert_eq!(frame_example(&model, &Ty::builtin(Builtin::Range)), None);
}

#[test]
fn examples_of_entangled_types_stay_small() {
    let mut model = Model::new();
    let types: Vec<Nominal> = (0..14).map(|index| model.nominal(&format!("T{index}"))).collect();
    let mut fields = Vec::new();
    let labels: Vec<String> = (0..types.len()).map(|index| format!("to_{index}")).collect();
    for (label, nominal) in labels.iter().zip(&types) {
        fields.push((label.as_str(), Ty::nullable(Ty::Nominal(nominal.clone())), None));
    }
    for nominal in &types {
        model.declare(nominal, fields.clone());
    }
    let ty = Ty::Nominal(types[0].clone());
    let example = frame_example(&model, &ty).unwrap();
    let document = document(&model, &ty);
    assert_eq!(violations(&document, &document["payload"], &example), Vec::<String>::new());
    assert!(example.to_string().len() < 50_000);
}

#[test]
fn json_types_in_words() {
    let model = Model::new();
    for (ty, words) in [
        (Ty::int(), "integer (int64)"),
        (Ty::nullable(Ty::str()), "string or null"),
        (Ty::list(date_time()), "array of string (date-time)"),
        (Ty::map(Ty::str(), Ty::Any), "object of any value"),
        (tuple([Ty::float(), Ty::builtin(Builtin::Bytes)]), "array [number (double), string (base64)]"),
        (Ty::Nominal(model.nominal("ClickEvent")), "object ClickEvent"),
        (Ty::builtin(Builtin::Range), "not JSON"),
        (Ty::map(Ty::int(), Ty::int()), "not JSON"),
    ] {
        assert_eq!(json_type(&ty), words);
    }
}
