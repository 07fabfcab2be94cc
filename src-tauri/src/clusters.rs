//! Which cluster the user has chosen for a workspace, and the way to it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use stage_engine::cluster::{
    self, Address, Cluster, Connection, Guard, Kubeconfigs, Protection,
    READ_ONLY_CONTEXTS as READ_ONLY, connect, describe, login_path,
};
use stage_engine::settings;
use stage_wire::CommandError;
use tokio::sync::OnceCell;

use crate::state::App;
use crate::wire::error;

/// The setting with kubeconfig files that were named in the program, a line each.
const FURTHER: &str = "kubeconfigs";

/// A kube context as it was chosen: kept in the program's own data, where
/// nothing of a repository reaches it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub(crate) name: String,
    pub(crate) address: Address,
}

/// How a cluster stands towards runs.
pub(crate) enum Standing {
    Open,
    /// Why its name must be typed.
    Protected(String),
    ReadOnly,
}

fn key(place: &str) -> String {
    format!("kube:{place}")
}

/// What was chosen for a workspace.
pub(crate) fn chosen(app: &App, place: &str) -> Option<Chosen> {
    app.data(|data| serde_json::from_str(data.settings.get(&key(place))?).ok())
}

/// Chooses a kube context, and what it means now; nothing takes the choice back.
pub(crate) fn choose(app: &App, place: &str, name: Option<&str>) -> Result<(), CommandError> {
    let Some(name) = name else {
        app.data(|data| data.settings.remove(&key(place)));
        return Ok(());
    };
    let all = kubeconfigs(app)?;
    let found = describe(&all, name).map_err(|failure| error::from(&failure))?;
    let chosen = Chosen { name: name.to_owned(), address: found.address };
    let text = serde_json::to_string(&chosen).unwrap_or_default();
    app.data(|data| data.settings.insert(key(place), text));
    Ok(())
}

fn listed(app: &App, setting: &str) -> Vec<String> {
    let text = app.data(|data| data.settings.get(setting).cloned().unwrap_or_default());
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn keep(app: &App, setting: &str, lines: &[String]) {
    let text = lines.join("\n");
    app.data(|data| data.settings.insert(setting.into(), text));
}

/// Kubeconfig files that were named in the program.
pub(crate) fn further(app: &App) -> Vec<PathBuf> {
    listed(app, FURTHER).into_iter().map(PathBuf::from).collect()
}

/// Keeps which kubeconfig files are read besides the usual.
pub(crate) fn keep_further(app: &App, paths: &[String]) {
    keep(app, FURTHER, paths);
}

/// Says whether nothing is to be run in a kube context.
pub(crate) fn keep_read_only(app: &App, name: &str, read_only: bool) {
    let mut names = listed(app, READ_ONLY);
    names.retain(|known| known != name);
    if read_only {
        names.push(name.to_owned());
    }
    keep(app, READ_ONLY, &names);
}

/// All kubeconfig files, merged.
pub(crate) fn kubeconfigs(app: &App) -> Result<Kubeconfigs, CommandError> {
    Kubeconfigs::from_environment(&further(app)).map_err(|failure| error::from(&failure))
}

/// How the cluster of a connection stands towards runs in a namespace: by the
/// usual words, what was set here, and what the workspace adds.
pub(crate) fn standing(app: &App, place: &str, to: &Connection, namespace: &str) -> Standing {
    let place = Path::new(place);
    let folder = if place.is_dir() { Some(place) } else { place.parent() };
    let workspace = folder.and_then(settings::find).as_deref().map(settings::read).transpose();
    let Ok(workspace) = workspace else {
        return Standing::Protected(format!("{} cannot be read.", settings::FILE));
    };
    let guard = Guard::of(&app.data(|data| data.clone()), workspace.as_ref());
    match guard.standing(to, namespace) {
        cluster::Standing::Open => Standing::Open,
        cluster::Standing::ReadOnly(_) => Standing::ReadOnly,
        cluster::Standing::Protected(Protection { word, found_in }) => {
            Standing::Protected(format!("{found_in} has the word {word}."))
        }
    }
}

fn something(chosen: Option<Chosen>) -> Result<Chosen, CommandError> {
    chosen.ok_or_else(|| {
        error::failed("No kube context is chosen.", "Choose one on the connection page.")
    })
}

/// Connects to the cluster that was chosen for a workspace, if the kube context
/// still means the same.
pub(crate) async fn cluster(app: &App, place: &str) -> Result<Cluster, CommandError> {
    let chosen = something(chosen(app, place))?;
    same_cluster(app, &chosen.name, &chosen.address).await
}

/// Connects to the kube context that the window names, if that is the one
/// chosen still: another may have been since it was shown.
pub(crate) async fn meant(app: &App, place: &str, name: &str) -> Result<Cluster, CommandError> {
    let chosen = still(something(chosen(app, place))?, name)?;
    same_cluster(app, &chosen.name, &chosen.address).await
}

fn still(chosen: Chosen, meant: &str) -> Result<Chosen, CommandError> {
    if chosen.name == meant {
        return Ok(chosen);
    }
    Err(error::failed(
        format!("{} is chosen now, not {meant}: neither was asked.", chosen.name),
        format!("If you mean {}, do this again; if not, choose {meant}.", chosen.name),
    ))
}

/// Connects to a kube context if it still leads to that address.
pub(crate) async fn same_cluster(
    app: &App,
    name: &str,
    address: &Address,
) -> Result<Cluster, CommandError> {
    let all = kubeconfigs(app)?;
    let now = describe(&all, name).map_err(|failure| error::from(&failure))?.address;
    if let Some(moved) = address.moved(&now, name) {
        return Err(error::failed(
            moved,
            "Choose it anew if that is meant; nothing was done there.",
        ));
    }
    connect(&all, name, path().await).await.map_err(|failure| error::from(&failure))
}

/// Where exec plugins are looked for: a window that a desktop has started has
/// not the PATH of the user's shell.
async fn path() -> &'static OsString {
    static PATH: OnceCell<OsString> = OnceCell::const_new();
    PATH.get_or_init(|| async {
        let own = std::env::var_os("PATH").unwrap_or_default();
        let Some(login) = login_path().await else { return own };
        let both: Vec<PathBuf> =
            std::env::split_paths(&login).chain(std::env::split_paths(&own)).collect();
        std::env::join_paths(both).unwrap_or(login)
    })
    .await
}

/// The folder of a file or a workspace, whichever a place names.
pub(crate) fn is_further(app: &App, file: &Path) -> bool {
    further(app).iter().any(|known| known == file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kube_context_that_was_chosen_since_is_not_asked() {
        let address = Address { server: "https://prod".into(), authority: None };
        let chosen = || Chosen { name: "prod".into(), address: address.clone() };
        assert!(still(chosen(), "prod").is_ok());
        let refused = still(chosen(), "dev").expect_err("another is meant");
        assert_eq!(refused.message, "prod is chosen now, not dev: neither was asked.");
        assert_eq!(refused.remedy, "If you mean prod, do this again; if not, choose dev.");
    }
}
