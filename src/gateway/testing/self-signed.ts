// A certificate that nobody trusts, made for these tests alone, with its key.

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUPxqEEpz7xnraSp/NGr6LPgEmwKcwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjIxMTExOFoYDzIxMjYxMDI5
MjExMTE4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASgB7nwh0n7wuXzGJ27TOgIj7crYPFyXzqSvtr+niMFH1uKqQjhxpaa
UYkUTyScbpPidCnf+fwyF1sZZTzXaUako1MwUTAdBgNVHQ4EFgQUQ/1GNNuHR7re
ss0k+sZYAVZKJiIwHwYDVR0jBBgwFoAUQ/1GNNuHR7ress0k+sZYAVZKJiIwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAw4gXjh0NDqYV+LV2se/g6
tLjL9D+YjrA+ysVixIvgxgIhAMeNHm/KeX+N5TapowQ7BsVPrRCps8O0ayJJjd+9
FZCB
-----END CERTIFICATE-----
`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyEYFP4Zhpaz4kT0X
8Cs58dU1CbrqFkUvPEgqbRxCHcOhRANCAASgB7nwh0n7wuXzGJ27TOgIj7crYPFy
XzqSvtr+niMFH1uKqQjhxpaaUYkUTyScbpPidCnf+fwyF1sZZTzXaUak
-----END PRIVATE KEY-----
`;
