//! What may stand between a run and the API server: something that is slow and
//! cuts connections, another address, an HTTP proxy.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;

use crate::cluster::kubeconfig;

/// It ends with the test's program.
pub(crate) struct Between {
    folder: TempDir,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

/// The kubeconfig as it is, and the API server's address in it.
pub(crate) fn direct() -> (String, String) {
    let text = std::fs::read_to_string(kubeconfig()).expect("a kubeconfig");
    let (_, server) = text.split_once("https://").expect("a server");
    let server = server.chars().take_while(|c| !"\"', }\n".contains(*c)).collect();
    (text, server)
}

impl Between {
    /// Begins to pass on, in pieces of so many bytes with a pause after each.
    pub(crate) fn start(piece: usize, pause: Duration) -> Self {
        Self::at("127.0.0.1", piece, pause)
    }

    /// The same at another address of this machine.
    pub(crate) fn at(host: &str, piece: usize, pause: Duration) -> Self {
        let (text, server) = direct();
        let listener = TcpListener::bind((host, 0)).expect("a port");
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

/// An HTTP proxy that leads everybody to the API server, whatever is asked for.
pub(crate) struct Tunnel {
    /// Its own address.
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Tunnel {
    pub(crate) fn start() -> Self {
        let (_, server) = direct();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let all = Arc::clone(&asked);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (server, all) = (server.clone(), Arc::clone(&all));
                std::thread::spawn(move || lead(client, &server, &all));
            }
        });
        Self { address, asked }
    }

    /// What was asked of it, each once.
    pub(crate) fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().expect("not poisoned").clone();
        asked.dedup();
        asked
    }
}

/// Answers one who asks a proxy for a way.
fn lead(mut client: TcpStream, server: &str, asked: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match client.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            // Opened in advance, and not needed.
            _ => return,
        }
    }
    let line = String::from_utf8_lossy(&head).lines().next().unwrap_or("").to_owned();
    asked.lock().expect("not poisoned").push(line);
    let Ok(there) = TcpStream::connect(server) else { return };
    let _ = client.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    for (from, to) in [(&client, &there), (&there, &client)] {
        if let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) {
            std::thread::spawn(move || pass_on(from, to, 1 << 14, Duration::ZERO));
        }
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
