// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

interface IToken {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// @notice The least a contract can do for each job and still do it: no roles, no checks beyond what the job is, no supply, no
/// hooks. What a job costs here is the floor under what it can cost anywhere.
contract Floor {
    uint8 private constant ATTESTORS = 5;

    mapping(uint256 id => mapping(address account => uint256)) private _balances;
    mapping(bytes32 digest => uint256 concluded) private _agreements;
    mapping(bytes32 digest => uint256 recorded) private _facts;
    address[ATTESTORS] private _attestors;

    event Transfer(address by, address indexed from, address indexed to, uint256 indexed id, uint256 amount);
    event Concluded(bytes32 indexed digest, bytes terms);
    event Recorded(bytes32 indexed digest, bytes32 indexed subject, bytes32 value);

    constructor(address[ATTESTORS] memory attestors) {
        _attestors = attestors;
    }

    function transfer(address to, uint256 id, uint256 amount) external {
        _debit(id, amount);
        _credit(msg.sender, to, id, amount);
    }

    function deposit(address token, uint256 amount) external {
        require(IToken(token).transferFrom(msg.sender, address(this), amount));
        _credit(address(0), msg.sender, uint160(token), amount);
    }

    function withdraw(address token, uint256 amount) external {
        _debit(uint160(token), amount);
        emit Transfer(msg.sender, msg.sender, address(0), uint160(token), amount);
        require(IToken(token).transfer(msg.sender, amount));
    }

    /// @param receivers Weight and account in a word each: the whole terms.
    function conclude(bytes32[] calldata receivers, bytes32[2][] calldata signatures) external {
        bytes memory terms = abi.encode(receivers);
        bytes32 digest = keccak256(terms);
        for (uint256 i; i < receivers.length; ++i) {
            require(_signer(digest, signatures[i]) == address(uint160(uint256(receivers[i]))));
        }
        _agreements[digest] = 1;
        emit Concluded(digest, terms);
    }

    /// @param terms The terms as our own contracts emit them; they are hashed as they come and not read.
    function publish(bytes calldata terms, address[] calldata parties, bytes32[2][] calldata signatures) external {
        bytes32 digest = keccak256(terms);
        for (uint256 i; i < parties.length; ++i) {
            require(_signer(digest, signatures[i]) == parties[i]);
        }
        _agreements[digest] = 1;
        emit Concluded(digest, terms);
    }

    /// @dev Takes money into an agreement: the least there is to it is a balance and an event.
    function pay(bytes32 digest, uint256 id, uint256 amount) external {
        _debit(id, amount);
        _credit(msg.sender, address(uint160(uint256(digest))), id, amount);
    }

    function settle(bytes32[] calldata receivers, uint256 id, uint256 total) external {
        bytes32 digest = keccak256(abi.encode(receivers));
        require(_agreements[digest] != 0);
        address from = address(uint160(uint256(digest)));
        mapping(address account => uint256) storage balances = _balances[id];
        uint256 left = balances[from];
        uint256 amount = left - 1;
        unchecked {
            for (uint256 i; i < receivers.length; ++i) {
                uint256 receiver = uint256(receivers[i]);
                uint256 part = amount * (receiver >> 160) / total;
                left -= part;
                balances[address(uint160(receiver))] += part;
                emit Transfer(msg.sender, from, address(uint160(receiver)), id, part);
            }
        }
        balances[from] = left;
    }

    function record(bytes32 subject, bytes32 value, uint256 mask, bytes32[2][] calldata signatures) external {
        bytes32 digest = check(subject, value, mask, signatures);
        _facts[digest] = block.timestamp;
        emit Recorded(digest, subject, value);
    }

    function check(bytes32 subject, bytes32 value, uint256 mask, bytes32[2][] calldata signatures)
        public
        view
        returns (bytes32 digest)
    {
        digest = keccak256(abi.encode(block.chainid, address(this), subject, value));
        uint256 count;
        for (uint256 i; i < ATTESTORS; ++i) {
            if (mask >> i & 1 == 0) continue;
            require(_signer(digest, signatures[count++]) == _attestors[i]);
        }
        require(count > 2);
    }

    function _signer(bytes32 digest, bytes32[2] calldata signature) private pure returns (address) {
        uint256 vs = uint256(signature[1]);
        return ecrecover(digest, uint8(27 + (vs >> 255)), signature[0], bytes32(vs << 1 >> 1));
    }

    function _debit(uint256 id, uint256 amount) private {
        uint256 balance = _balances[id][msg.sender];
        require(balance >= amount);
        unchecked {
            _balances[id][msg.sender] = balance - amount;
        }
    }

    function _credit(address from, address to, uint256 id, uint256 amount) private {
        unchecked {
            _balances[id][to] += amount;
        }
        emit Transfer(msg.sender, from, to, id, amount);
    }
}
