"""The KDD Cup 1999 schema: features, symbols, labels and attack families, as published.

References
----------
Stolfo, S., Fan, W., Lee, W., Prodromidis, A. & Chan, P. (1999). KDD Cup 1999 Data. UCI KDD Archive.
https://doi.org/10.24432/C51C7N
"""

# The three groups of the task description: the connection itself, what a domain expert reads from its
# payload, and statistics over the connections before it.
FEATURE_GROUPS = {
    "basic": [
        "duration", "protocol_type", "service", "flag", "src_bytes", "dst_bytes", "land",
        "wrong_fragment", "urgent",
    ],
    "content": [
        "hot", "num_failed_logins", "logged_in", "num_compromised", "root_shell", "su_attempted",
        "num_root", "num_file_creations", "num_shells", "num_access_files", "num_outbound_cmds",
        "is_host_login", "is_guest_login",
    ],
    "traffic": [
        "count", "srv_count", "serror_rate", "srv_serror_rate", "rerror_rate", "srv_rerror_rate",
        "same_srv_rate", "diff_srv_rate", "srv_diff_host_rate",
        "dst_host_count", "dst_host_srv_count", "dst_host_same_srv_rate", "dst_host_diff_srv_rate",
        "dst_host_same_src_port_rate", "dst_host_srv_diff_host_rate", "dst_host_serror_rate",
        "dst_host_srv_serror_rate", "dst_host_rerror_rate", "dst_host_srv_rerror_rate",
    ],
}  # fmt: skip
FEATURES = [name for group in FEATURE_GROUPS.values() for name in group]
CATEGORICAL = ["protocol_type", "service", "flag"]
NUMERIC = [name for name in FEATURES if name not in CATEGORICAL]
RATES = [name for name in NUMERIC if name.endswith("_rate")]
COUNTS = [name for name in NUMERIC if name not in RATES]
LABEL = "label"
COLUMNS = [*FEATURES, LABEL]

_ATTACKS = {
    "dos": "apache2 back land mailbomb neptune pod processtable smurf teardrop udpstorm",
    "probe": "ipsweep mscan nmap portsweep saint satan",
    "r2l": (
        "ftp_write guess_passwd httptunnel imap multihop named phf sendmail snmpgetattack snmpguess spy "
        "warezclient warezmaster worm xlock xsnoop"
    ),
    "u2r": "buffer_overflow loadmodule perl ps rootkit sqlattack xterm",
}
NORMAL = "normal."
FAMILY_OF_LABEL = {NORMAL: "normal"} | {
    f"{attack}.": family for family, attacks in _ATTACKS.items() for attack in attacks.split()
}
FAMILIES = ["normal", *_ATTACKS]

SYMBOLS = {
    "protocol_type": ["icmp", "tcp", "udp"],
    "service": [
        "IRC", "X11", "Z39_50", "aol", "auth", "bgp", "courier", "csnet_ns", "ctf", "daytime", "discard",
        "domain", "domain_u", "echo", "eco_i", "ecr_i", "efs", "exec", "finger", "ftp", "ftp_data", "gopher",
        "harvest", "hostnames", "http", "http_2784", "http_443", "http_8001", "icmp", "imap4", "iso_tsap",
        "klogin", "kshell", "ldap", "link", "login", "mtp", "name", "netbios_dgm", "netbios_ns",
        "netbios_ssn", "netstat", "nnsp", "nntp", "ntp_u", "other", "pm_dump", "pop_2", "pop_3", "printer",
        "private", "red_i", "remote_job", "rje", "shell", "smtp", "sql_net", "ssh", "sunrpc", "supdup",
        "systat", "telnet", "tftp_u", "tim_i", "time", "urh_i", "urp_i", "uucp", "uucp_path", "vmnet",
        "whois",
    ],
    "flag": ["OTH", "REJ", "RSTO", "RSTOS0", "RSTR", "S0", "S1", "S2", "S3", "SF", "SH"],
    LABEL: sorted(FAMILY_OF_LABEL),
}  # fmt: skip
