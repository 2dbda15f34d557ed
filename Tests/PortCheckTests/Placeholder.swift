import PortCheck
