#!/bin/sh
# Puts the program of an SSH server on this machine for the tests in this folder, where that can be done: as root, with
# apt. Only the tests start it, each time with a configuration and keys of their own, on 127.0.0.1.
PATH=$PATH:/usr/sbin
left_out() {
    echo "The tests over SSH are left out: $1." >&2
    exit 0
}

if [ "$(id -u)" -ne 0 ]; then left_out "they need root, to make accounts and take them away again"; fi
if command -v sshd >/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null; then left_out "there is no sshd here, and no apt-get to install it with"; fi

policy=/usr/sbin/policy-rc.d # what it says keeps a package from starting its service
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
install='apt-get install -y -qq --no-install-recommends openssh-server openssh-client'
if ! DEBIAN_FRONTEND=noninteractive timeout 240 sh -c "$install || { apt-get update -qq && $install; }" >/dev/null 2>&1; then
    left_out "openssh-server could not be installed"
fi
if [ -d /run/systemd/system ]; then systemctl disable --quiet ssh.service ssh.socket 2>/dev/null; fi
echo "openssh-server was installed for the tests over SSH; it is not running."
