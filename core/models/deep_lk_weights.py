def save(path, network, preprocessing): raise NotImplementedError
def load(path): raise NotImplementedError
