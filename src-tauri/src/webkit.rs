//! Ways round WebKitGTK's blank windows (docs/linux-display.md).
//!
//! Its DMABUF renderer shows nothing on NVIDIA's driver, in many virtual
//! machines and under some Wayland compositors. Must run before any thread.

/// Asks WebKitGTK not to use the renderer that fails, unless the user said
/// what to use. The program starts itself anew, for an environment can only be
/// set safely for a new process.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    use std::os::unix::process::CommandExt as _;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() || !is_needed() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    // Only comes back when it failed; then the window opens as it is.
    let _ = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(VARIABLE, "1")
        .exec();
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}

#[cfg(target_os = "linux")]
fn is_needed() -> bool {
    let nvidia = std::path::Path::new("/proc/driver/nvidia/version").exists();
    let no_renderer = !std::path::Path::new("/dev/dri").exists();
    nvidia || no_renderer
}
