//! A proxy between a run and the API server, that is slow and cuts connections.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;

use crate::cluster::kubeconfig;

/// The proxy. It ends with the test's program.
pub(crate) struct Between {
    folder: TempDir,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Between {
    /// Begins to pass on, in pieces of so many bytes with a pause after each.
    pub(crate) fn start(piece: usize, pause: Duration) -> Self {
        let text = std::fs::read_to_string(kubeconfig()).expect("a kubeconfig");
        let (_, server) = text.split_once("https://").expect("a server");
        let server: String = server.chars().take_while(|c| !"\"', }\n".contains(*c)).collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let own = listener.local_addr().expect("an address").to_string();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("config"), text.replace(&server, &own)).expect("written");
        let open: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
        let all = Arc::clone(&open);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(there) = TcpStream::connect(&server) else { continue };
                for (from, to) in [(&client, &there), (&there, &client)] {
                    let (from, to) = (from.try_clone(), to.try_clone());
                    let (Ok(from), Ok(to)) = (from, to) else { continue };
                    std::thread::spawn(move || pass_on(from, to, piece, pause));
                }
                all.lock().expect("not poisoned").extend([client, there]);
            }
        });
        Self { folder, open }
    }

    /// The kubeconfig that leads through it.
    pub(crate) fn kubeconfig(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    /// Cuts every connection; how many there were.
    pub(crate) fn cut(&self) -> usize {
        let mut open = self.open.lock().expect("not poisoned");
        open.drain(..).filter(|stream| stream.shutdown(Shutdown::Both).is_ok()).count()
    }
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, piece: usize, pause: Duration) {
    let mut buffer = vec![0; piece];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        std::thread::sleep(pause);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
