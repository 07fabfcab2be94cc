//! The window's adapter: the only Rust that names Tauri.
//!
//! Commands of a few lines that call core and engine and say the answer in
//! wire types. It must hold no logic of its own.

mod closing;
mod clusters;
mod commands;
mod drafts;
mod news;
mod open;
mod runs;
mod state;
mod webkit;
mod wire;

use tauri::{Manager as _, WebviewWindowBuilder};
use tauri_specta::{ErrorHandlingMode, collect_commands, collect_events};

use state::App;

/// The commands and events that the window may use.
fn bindings() -> tauri_specta::Builder<tauri::Wry> {
    tauri_specta::Builder::new()
        .commands(collect_commands![
            commands::files::startup,
            commands::files::open,
            commands::files::new_buffer,
            commands::files::open_workspace,
            commands::files::close,
            commands::files::save,
            commands::files::reload,
            commands::files::on_disk,
            commands::files::set_target,
            commands::files::setting,
            commands::files::set_setting,
            commands::text::change,
            commands::text::replace_text,
            commands::text::look,
            commands::text::edit,
            commands::text::preview,
            commands::text::describe,
            commands::expression::complete_expression,
            commands::expression::hover_expression,
            commands::expression::expression_marks,
            commands::expression::built_in_execution,
            commands::author::parameter_offer,
            commands::author::make_parameter,
            commands::author::rename,
            commands::author::job_fields,
            commands::author::search_fields,
            commands::author::embed_script,
            commands::author::read_script,
            commands::pod::pod_change,
            commands::pod::map_parameter,
            commands::stages::gallery,
            commands::stages::import_stages,
            commands::stages::cluster_jobs,
            commands::stages::import_cluster_job,
            commands::stages::add_stage,
            commands::stages::copy_stage,
            commands::stages::stage_texts,
            commands::facts::outputs,
            commands::facts::log_link,
            commands::facts::registration,
            commands::facts::upgrade,
            commands::facts::samples,
            commands::facts::keep_samples,
            commands::facts::value_sets,
            commands::facts::keep_value_sets,
            commands::installation::installation_files,
            commands::installation::installation,
            commands::export::export_plan,
            commands::export::export_write,
            commands::convert::export_destination,
            commands::convert::compare_running,
            commands::deployed::compare_deployed,
            commands::convert::fresh_stage,
            commands::convert::webhook_preview,
            commands::problems::explain_rule,
            commands::problems::safe_fixes,
            commands::convert::webhook_send,
            commands::safety::abandoned_drafts,
            commands::safety::discard_draft,
            commands::safety::merge_outside,
            commands::safety::merge_texts,
            commands::safety::git_head,
            commands::cluster::kube_contexts,
            commands::cluster::choose_kube_context,
            commands::cluster::name_kubeconfigs,
            commands::cluster::set_read_only,
            commands::cluster::reach_cluster,
            commands::run::preflight,
            commands::run::start_run,
            commands::run::stop_run,
            commands::run::force_run,
            commands::history::runs,
            commands::history::open_run,
            commands::history::is_as_run,
            commands::history::compare_runs,
            commands::history::log_page,
            commands::history::search_log,
            commands::history::save_log,
            commands::history::leftovers,
            commands::history::clean_leftovers,
            commands::leaving::close_window,
            commands::leaving::stop_runs,
            commands::leaving::leave_runs,
        ])
        .events(collect_events![wire::DiskChanged, wire::Trouble, wire::ClosingAsked])
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
}

/// Writes the bindings as TypeScript to `path`.
fn export_bindings(path: &str) {
    let language = specta_typescript::Typescript::default()
        .header("// Made by `cargo xtask generate` from the commands in src-tauri. Do not edit.\n/* eslint-disable */\n");
    if let Err(error) = bindings().export(language, path) {
        fail(&format!("could not write {path}: {error}"));
    }
}

/// Says why the program cannot go on, and ends it.
#[allow(clippy::print_stderr, reason = "there is no window to say it in")]
fn fail(message: &str) -> ! {
    eprintln!("stage-designer: {message}");
    std::process::exit(1);
}

/// Opens the window with the files named on the command line.
pub fn run() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, path] = arguments.as_slice()
        && flag == "--export-bindings"
    {
        return export_bindings(path);
    }
    webkit::prepare();
    let bindings = bindings();
    let started = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(bindings.invoke_handler())
        .on_window_event(closing::guard)
        .setup(move |app| {
            bindings.mount_events(app);
            app.manage(App::new(app.handle(), &arguments));
            let config = app.config().app.windows.first().cloned().unwrap_or_default();
            WebviewWindowBuilder::from_config(app.handle(), &config)?
                .on_navigation(|url| {
                    matches!(url.scheme(), "tauri" | "about")
                        || url.host_str() == Some("tauri.localhost")
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = started {
        fail(&format!("the window could not be opened: {error}"));
    }
}
