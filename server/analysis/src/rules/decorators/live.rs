//! Live components: the type, the function that draws it, and those that react to its events.

use fitz_rules::Rule;
use fitz_rules::families::commands::{
    LIVE_COMPONENT_FIELD_DEFAULT, LIVE_COMPONENT_NO_RENDER, LIVE_COMPONENT_REGISTER_MISSING, ON_MIXED_COMPONENTS,
    ON_SIGNATURE, ON_UNKNOWN, RENDER_FOR_SIGNATURE, RENDER_FOR_UNKNOWN,
};
use fitz_rules::families::decorators::DUPLICATE;
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::marks::Mark;
use super::program::Programs;
use super::support::{awaited, is_unknown, positional_text};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, Function, ItemData, TypeDefinition};
use crate::inference::structs::is_required;
use crate::item_tree::ItemKind;
use crate::nearest::nearest;
use crate::scope::resolve_name;
use crate::signatures::type_info;
use crate::ty::{Nominal, Ty};

/// `on-mixed-components`
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let mut first: Option<(&str, TextRange)> = None;
    for decorator in context.lowered.decorators_named("on") {
        let (Some(component), Some(argument)) =
            (positional_text(context.lowered, decorator, 0), decorator.positional().next())
        else {
            continue;
        };
        match first {
            Some((name, range)) if name != component => found.push(
                Finding::new(
                    &ON_MIXED_COMPONENTS,
                    argument.range,
                    format!(
                        "This function reacts to events of `{name}`; it cannot react to those of `{component}` too."
                    ),
                )
                .hint("Write a function for each component.")
                .related(context.pointer(range), format!("`{name}` is named here.")),
            ),
            Some(_) => {}
            None => first = Some((component, argument.range)),
        }
    }
}

/// The rules that need to know the components of the program.
pub(super) fn check_program(context: &ItemContext<'_>, programs: &Programs<'_>, found: &mut Vec<Finding>) {
    if context.lowered.is_broken {
        return;
    }
    match &context.lowered.data {
        ItemData::Type(definition) => {
            let components: Vec<&Decorator> = context.lowered.decorators_named("live_component").collect();
            if let [decorator] = components.as_slice() {
                component(context, definition, decorator, programs, found);
            }
        }
        ItemData::Function(function) => {
            for decorator in &context.lowered.decorators {
                match decorator.name.name.as_str() {
                    "render_for" => render_for(context, function, decorator, programs, found),
                    "on" => on(context, function, decorator, programs, found),
                    _ => {}
                }
            }
            if let Some(decorator) = context.decorator("on") {
                on_signature(context, function, decorator, programs, found);
            }
        }
        _ => {}
    }
}

/// `live-component-field-default`, `live-component-no-render`, `live-component-register-missing`
fn component(
    context: &ItemContext<'_>,
    definition: &TypeDefinition,
    decorator: &Decorator,
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) {
    let fields = type_info(context.db, context.item).iter().flat_map(|info| &info.fields);
    for (info, field) in fields.zip(&definition.fields).filter(|(info, _)| is_required(context.db, info)) {
        let message = format!(
            "The field `{}` has no default, so the first state of `{}` cannot be made.",
            info.name, definition.name.name
        );
        found.push(
            Finding::new(&LIVE_COMPONENT_FIELD_DEFAULT, field.name.range, message).hint("Write a default: ` = value`."),
        );
    }
    let Some(name) =
        positional_text(context.lowered, decorator, 0).filter(|name| !name.is_empty() && programs.are_established())
    else {
        return;
    };
    let is_drawn = programs.marks("render_for").any(|mark| is_about(mark, name));
    if !is_drawn {
        let message = format!("No function draws the component `{name}`.");
        found.push(
            Finding::new(&LIVE_COMPONENT_NO_RENDER, decorator.name.range, message)
                .hint(format!("Write `@render_for(\"{name}\") fn draw(state: {}) -> Str`.", definition.name.name)),
        );
    } else if !programs.files().any(|file| resolve_name(context.db, file, "flv_register").is_some()) {
        let message = format!("The component `{name}` is not registered: `flv_register` is not imported.");
        found.push(
            Finding::new(&LIVE_COMPONENT_REGISTER_MISSING, decorator.name.range, message)
                .hint("Import `flv_register` from the package of live views."),
        );
    }
}

/// `render-for-unknown`, `render-for-signature`, and a second function that draws a component.
fn render_for(
    context: &ItemContext<'_>,
    function: &Function,
    decorator: &Decorator,
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) {
    let Some(name) = positional_text(context.lowered, decorator, 0) else { return };
    let Some(argument) = decorator.positional().next() else { return };
    let own = own_mark(context, decorator, programs);
    if let Some(first) = own.and_then(|own| programs.earlier(own, |other| is_about(other, name))) {
        let message = format!("`{}` draws the component `{name}` already.", first.item.name);
        found.push(duplicate(argument.range, message, first, 0));
    }
    let Some(component) = known_component(name, argument.range, &RENDER_FOR_UNKNOWN, programs, found) else { return };
    let state = Ty::Nominal(component.clone());
    let takes_state = matches!(function.parameters.as_slice(), [only] if state.fits(&context.parameter_type(only)));
    if !takes_state {
        let message =
            format!("`{}` draws `{}` and takes nothing else than one of it.", function.name.name, component.name);
        found.push(
            Finding::new(&RENDER_FOR_SIGNATURE, function.parameters_range, message)
                .hint(format!("Write `(state: {})`.", component.name)),
        );
    }
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = awaited(&ty);
    let is_html =
        is_unknown(given) || *given == Ty::str() || matches!(given, Ty::Nominal(nominal) if nominal.name == "Html");
    if !is_html {
        let message = format!("A component is drawn as HTML, a `Str`; `{}` gives `{ty}`.", function.name.name);
        found.push(Finding::new(&RENDER_FOR_SIGNATURE, range, message).hint("Declare `-> Str`."));
    }
}

/// `on-unknown`, and a second function for an event.
fn on(
    context: &ItemContext<'_>,
    function: &Function,
    decorator: &Decorator,
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) {
    let Some(component) = positional_text(context.lowered, decorator, 0) else { return };
    let Some(argument) = decorator.positional().next() else { return };
    known_component(component, argument.range, &ON_UNKNOWN, programs, found);
    let (Some(event), Some(place)) =
        (positional_text(context.lowered, decorator, 1), decorator.positional().nth(1).map(|argument| argument.range))
    else {
        return;
    };
    let is_same =
        |other: &Mark| is_about(other, component) && other.texts.get(1).is_some_and(|(text, _)| text == event);
    let earlier = own_mark(context, decorator, programs).and_then(|own| programs.earlier(own, is_same));
    if let Some(first) = earlier {
        let message = format!("`{}` reacts to `{event}` of `{component}` already.", first.item.name);
        found.push(duplicate(place, message, first, 1));
        return;
    }
    let here = context.lowered.decorators.iter().take_while(|it| it.range.start() < decorator.range.start());
    let is_repeated = |other: &&Decorator| {
        other.name.name == "on"
            && positional_text(context.lowered, other, 0) == Some(component)
            && positional_text(context.lowered, other, 1) == Some(event)
    };
    if here.into_iter().any(|other| is_repeated(&other)) {
        let message = format!("`{}` names the event `{event}` of `{component}` twice.", function.name.name);
        found.push(
            Finding::new(&DUPLICATE, place, message)
                .hint("Remove one of them.")
                .fix("Remove the second one", vec![(context.removal(decorator), String::new())]),
        );
    }
}

/// `on-signature`
fn on_signature(
    context: &ItemContext<'_>,
    function: &Function,
    decorator: &Decorator,
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) {
    let Some(name) = positional_text(context.lowered, decorator, 0) else { return };
    let Some(component) = component_of(name, programs) else { return };
    let state = Ty::Nominal(component.clone());
    let data = Ty::map(Ty::str(), Ty::str());
    let fits = match function.parameters.as_slice() {
        [first, second] => state.fits(&context.parameter_type(first)) && data.fits(&context.parameter_type(second)),
        _ => false,
    };
    if !fits {
        let message = format!("`{}` is given the component and the data of the event.", function.name.name);
        found.push(
            Finding::new(&ON_SIGNATURE, function.parameters_range, message)
                .hint(format!("Write `(state: {}, data: Map<Str, Str>)`.", component.name)),
        );
    }
    let Some((ty, range)) = context.result_type(function) else { return };
    if !awaited(&ty).fits(&state) {
        let message =
            format!("`{}` gives `{ty}`; what follows an event is a `{}`.", function.name.name, component.name);
        found.push(Finding::new(&ON_SIGNATURE, range, message).hint(format!("Declare `-> {}`.", component.name)));
    }
}

fn is_about(mark: &Mark, component: &str) -> bool {
    mark.texts.first().is_some_and(|(text, _)| text == component)
}

fn own_mark<'db>(context: &ItemContext<'db>, decorator: &Decorator, programs: &Programs<'db>) -> Option<&'db Mark> {
    let id = context.item.id(context.db);
    let name = if decorator.name.name == "on" { "on" } else { "render_for" };
    programs.marks(name).find(|mark| mark.item == *id && mark.name_range == decorator.name.range)
}

fn duplicate(range: TextRange, message: String, first: &Mark, argument: usize) -> Finding {
    let place = first.texts.get(argument).map_or(first.name_range, |(_, range)| *range);
    Finding::new(&DUPLICATE, range, message)
        .hint("Keep one of the two functions.")
        .related(SourcePointer { item: first.item.clone(), range: place }, "The first one is here.")
}

/// The type of a component, if the program has exactly one of that name.
fn component_of(name: &str, programs: &Programs<'_>) -> Option<Nominal> {
    let mut components = programs.marks("live_component").filter(|mark| is_about(mark, name));
    match (components.next(), components.next()) {
        (Some(mark), None) if mark.item.kind == ItemKind::Type => {
            Some(Nominal { file: mark.item.file, name: mark.item.name.clone() })
        }
        _ => None,
    }
}

/// The type of a component; reports when the program certainly has none of that name.
fn known_component(
    name: &str,
    range: TextRange,
    rule: &'static Rule,
    programs: &Programs<'_>,
    found: &mut Vec<Finding>,
) -> Option<Nominal> {
    let names: Vec<&str> =
        programs.marks("live_component").filter_map(|mark| mark.texts.first()).map(|(text, _)| text.as_str()).collect();
    if names.contains(&name) || name.is_empty() || !programs.are_established() {
        return component_of(name, programs);
    }
    let mut finding = Finding::new(rule, range, format!("There is no live component `{name}`."));
    finding = match nearest(name, names.into_iter()) {
        Some(closest) => finding
            .hint(format!("Did you mean `{closest}`?"))
            .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
        None => finding.hint(format!("Declare one: `@live_component(\"{name}\")` above a type.")),
    };
    found.push(finding);
    None
}
