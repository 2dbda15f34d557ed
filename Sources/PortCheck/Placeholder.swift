/// Checks of a pair of ports.
public enum PortCheck {}
