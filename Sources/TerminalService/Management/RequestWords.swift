import SMP

extension CommandPlace {
    /// What a request is, in words for people.
    var words: String {
        switch self {
        case EchoRequest.place: "an echo"
        case ClockRequest.place: "reading its clock"
        case SetClockRequest.place: "setting its clock"
        case ResetRequest.place: "a restart"
        case ParametersRequest.place: "reading its buffer sizes"
        case ImageStateRequest.place: "reading its images"
        case SetImageStateRequest.place: "marking an image"
        case UploadRequest.place: "an upload"
        case EraseImageRequest.place: "clearing a slot"
        case IdentityRequest.place: "asking who it is"
        case BatchStateRequest.place: "reading its batch"
        case AllSettingsRequest.place: "reading its settings"
        case KeyStateRequest.place: "reading its key check values"
        case StartSelfTestRequest.place: "a self-test"
        case SelfTestStateRequest.place: "reading its self-test"
        case WorkRequest.place: "work on its batch"
        case WorkStateRequest.place: "asking how far it is"
        case DownloadRequest.place, FileStatusRequest.place, FileHashRequest.place: "reading a file"
        case StatisticsRequest.place: "reading its counters"
        case WriteSettingRequest.place: "changing a setting"
        case CommitSettingsRequest.place: "keeping the changed settings"
        case LoadSettingsRequest.place: "dropping settings that were not kept"
        case LoadKeyRequest.place: "loading a key"
        default: "command \(command) of group \(group)"
        }
    }

    /// Whether a request may be sent again when no answer came, although it may have been carried out.
    ///
    /// A second restart would end the trial of an image that the first one began. A self-test and a key are not done twice
    /// either. Settings are: written twice they are the same, and a second commit finds nothing to keep.
    var mayBeRepeated: Bool {
        if operation == .read { return true }
        switch self {
        case EchoRequest.place, UploadRequest.place, SetImageStateRequest.place, EraseImageRequest.place,
            SetClockRequest.place, WriteSettingRequest.place, CommitSettingsRequest.place, LoadSettingsRequest.place:
            return true
        default: return false
        }
    }
}
